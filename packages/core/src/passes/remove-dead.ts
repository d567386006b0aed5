/** Removes nodes that no output depends on. Inputs stay: they are the graph's signature. */
import { liveNodes } from "../graph/topological-order.ts";
import { inputOp } from "../graph/graph.ts";
import type { Pass } from "./pass.ts";

/** Removes what no output depends on. */
export const removeDead: Pass = {
  name: "remove dead",
  run: (graph) => {
    const live = liveNodes(graph);
    return {
      removals: Object.values(graph.nodes).flatMap(({ id, op }) => (live.has(id) || op === inputOp ? [] : [id])),
    };
  },
};
