/** Lifts data out of regions, so that it is kept once and read where it stands. */
import { constantOp, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { graphsOf } from "../op/region.ts";
import type { Pass, PassContext } from "./pass.ts";
import { regionOf, successorName, withGraphs, withInputs, withRegion } from "./region-node.ts";

/** Makes the constants in the graphs of regions inputs of these. Needed before lowering, after the same inside regions. */
export const liftConstants: Pass = {
  name: "lift constants",
  run: (graph, context) => {
    const names = new Set(Object.keys(graph.nodes));
    const additions: GraphNode[] = [];
    for (const node of Object.values(graph.nodes)) {
      const lifted = lift(node, names, context);
      additions.push(...lifted);
    }
    return { additions };
  },
};

/** The constants of a node's region, and the node that reads them; nothing where there are none. */
function lift(node: GraphNode, names: Set<NodeId>, { definitions }: PassContext): readonly GraphNode[] {
  const region = regionOf(node, definitions);
  if (region === undefined) return [];
  const graphs = graphsOf(region);
  const constants: GraphNode[] = [];
  const lifted = graphs.map((_, which) =>
    Object.values(graphs[which]?.nodes ?? {}).filter(({ op }) => op === constantOp),
  );
  if (lifted.every((found) => found.length === 0)) return [];
  const references: Reference[] = [];
  // Every graph takes all inputs, in the same order.
  const added = graphs.map((): (readonly [NodeId, TensorType])[] => []);
  lifted.forEach((found, which) => {
    for (const constant of found) {
      const [type] = constant.outputs;
      if (type === undefined) continue;
      const id = successorName(`${node.id}.${constant.id}`, (name) => names.has(name));
      names.add(id);
      constants.push({ ...constant, id });
      references.push({ node: id, slot: 0 });
      graphs.forEach((graph, other) => {
        const isTaken = (name: string): boolean =>
          name in graph.nodes || added[other]?.some(([known]) => known === name) === true;
        added[other]?.push([other === which ? constant.id : successorName(constant.id, isTaken), type]);
      });
    }
  });
  const rewritten = graphs.map((graph, which) => withInputs(graph, added[which] ?? []));
  const inputs = [...node.inputs, ...references];
  return [...constants, withRegion(node, withGraphs(region, rewritten), definitions, { inputs })];
}
