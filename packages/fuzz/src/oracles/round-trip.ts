/** Graphs as text and as JSON. */
import type { OpValue } from "@rensa/core";
import { controlOps, graphFromJson, graphToJson, loadGraph, parseGraph, printGraph, registry } from "@rensa/core/graph";
import { dataOf, type Program } from "../generate/build.ts";
import { expectBits, run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** A graph is what it prints and what its JSON says, and computes the same bits when it is loaded. */
export const roundTrip: Oracle = {
  name: "round-trip",
  claim: "a graph is what it prints and what its JSON says, and has the same bits when it is loaded",
  avoid: [],
  maxSteps: 14,
  check: async (one, context) => {
    const program = context.program(one);
    const { graph } = program;
    const json = JSON.stringify(graphToJson(graph));
    if (JSON.stringify(graphToJson(parseGraph(printGraph(graph)))) !== json) {
      throw new Error("the graph that is parsed from what it prints is another");
    }
    const fromJson = graphFromJson(JSON.parse(json) as string);
    if (JSON.stringify(graphToJson(fromJson)) !== json) throw new Error("the graph of its JSON is another");
    const loaded = loadGraph(fromJson, registryOf(program)) as Program;
    const setting = { backend: context.backends.emitted, passes: context.passes };
    expectBits("loaded", await run(loaded, dataOf(one), setting), await run(program, dataOf(one), setting));
  },
};

/** A registry of the ops that a program uses; derived ones it finds itself. */
function registryOf({ definitions }: Program) {
  const known = new Set(registry(controlOps).names);
  const ops: OpValue[] = [...definitions.values()]
    .filter(({ name }) => !name.includes(".") && !known.has(name))
    .map((definition) => ({ definition }));
  return registry(controlOps, { name: "the program's", ops });
}
