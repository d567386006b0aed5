/** A graph as a function that is run to look at its values. */
import type { Graph } from "../graph/graph.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import type { TypeTree } from "../trace/tree.ts";
import type { RunGraph } from "./asked-runs.ts";
import type { Program } from "./program.ts";

/** Compiles a graph with the types of its inputs and outputs so that no value is merged away. */
export type CompileUnfused = (graph: Graph, spec: TypeTree, result: TypeTree) => Promise<Program<unknown, unknown>>;

/** A graph as a function of its inputs in order. */
export async function prepareGraph(graph: Graph, compile: CompileUnfused): Promise<RunGraph> {
  const types = (names: readonly string[], known: readonly TensorType[]): TypeTree =>
    Object.fromEntries(names.map((name, at) => [name, known[at] ?? tensorType("f32", [])]));
  const names = graph.outputs.map(({ name }) => name);
  const spec = types(graph.inputs, inputTypesOf(graph));
  const result = types(names, outputTypesOf(graph));
  const program = await compile(graph, spec, result);
  return (given) => {
    const inputs = Object.fromEntries(graph.inputs.map((name, at) => [name, given[at]]));
    const inOrder = (results: unknown): readonly HostTensor[] =>
      names.map((name) => (results as Readonly<Record<string, HostTensor>>)[name] as HostTensor);
    return program.runsHere ? inOrder(program.run(inputs)) : program.runAsync(inputs).then(inOrder);
  };
}
