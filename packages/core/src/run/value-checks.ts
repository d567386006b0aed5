/** What looks at values as a program runs, where somebody asks for it: indices outside what an op can use, and NaN. */
import type { Graph } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";
import { IndicesCheck, indexesAnywhere } from "./check-indices.ts";
import { FiniteCheck } from "./finite-check.ts";
import { prepareGraph, type CompileUnfused } from "./prepare-graph.ts";

/** The checks that a program makes. */
export interface ValueChecks {
  readonly indices: IndicesCheck | null;
  readonly finite: FiniteCheck | null;
}

/** Makes those that are wanted. `state`: the names of the inputs that the program keeps. */
export async function valueChecks(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  state: ReadonlySet<string>,
  wanted: { readonly checkIndices: boolean; readonly checkFinite: boolean },
  compileUnfused: CompileUnfused,
): Promise<ValueChecks> {
  const looksAtIndices = wanted.checkIndices && indexesAnywhere(graph, definitions);
  return {
    indices: looksAtIndices
      ? await IndicesCheck.make(graph, definitions, (inner) => prepareGraph(inner, compileUnfused))
      : null,
    finite: wanted.checkFinite ? await FiniteCheck.make(graph, state, definitions, compileUnfused) : null,
  };
}
