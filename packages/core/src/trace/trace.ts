/** trace: a function of tensors becomes a graph. */
import { present } from "../graph/present.ts";
import { checkParts, checkGraph, checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { inputOp, type Graph } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { currentContext } from "../op/context.ts";
import type { OpDefinition } from "../op/definition.ts";
import { describeValue } from "../op/describe-value.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "./recorder.ts";
import { flattenTree, isTyped, mapTree, type TensorsOf, type TensorTree, type TypeTree } from "./tree.ts";

/** A traced function: its graph, and inside another trace a function again. */
export interface Traced<Spec = TypeTree, Result = TensorTree> {
  /**
   * Applies it inside another trace: its nodes are recorded there.
   *
   * @param inputs - Its inputs, by name.
   */
  (inputs: TensorsOf<Spec>): Result;
  /** The computation. */
  readonly graph: Graph;
  /** The types of its inputs, as they were given. */
  readonly spec: Spec;
  /** The types of its outputs, nested as the function returned them. */
  readonly result: TypeTree;
  /** The definitions of the ops that it uses, by name. */
  readonly definitions: ReadonlyMap<string, OpDefinition>;
}

/** The name of the input of a graph that has only one. */
export const soleInput = "input";

/** The name of the output of a graph that has only one. */
export const soleOutput = "output";

/**
 * Traces a function once, with tensors that have types and no data, into a static graph.
 *
 * @param spec The types of the inputs: a tensor type, or objects and arrays of them, nested.
 * @param body Called once; applies ops to the inputs and returns a tensor, or tensors nested.
 *
 * @throws RensaError Whatever the ops refuse, with the line of user code that called them.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, full, trace } from "@rensa/core";
 * import { printGraph } from "@rensa/core/graph";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => ({ same: x, one: full([], 1) }));
 * console.log(printGraph(traced.graph, { origins: false }));
 * // graph(x: f32[2,3]) {
 * //   full_0: f32[] = full() {shape: [], value: 1, dtype: "f32"}
 * //   return same = x, one = full_0
 * // }
 * ```
 */
export function trace<const Spec extends TypeTree, Result extends TensorTree>(
  spec: Spec,
  body: (inputs: TensorsOf<Spec>) => Result,
): Traced<Spec, Result> {
  checkKind("trace: the function", body, "function");
  return traceTree(spec, (inputs) => body(inputs));
}

/**
 * {@link trace} for transforms, whose trees TypeScript cannot check against {@link TensorTree} (it gives up on their depth).
 *
 * @param spec - The types of the inputs, nested in records by name.
 * @param body - Computes the result of tensors in the same structure.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, traceTree, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const spec = { x: f32(2) };
 * const traced = traceTree<typeof spec, Tensor>(spec, ({ x }: { readonly x: Tensor }) => exp(x));
 * console.log((await compile(traced)).run({ x: [0, 1] }).data); // Float32Array [1, 2.7182...]
 * ```
 */
export function traceTree<Spec, Result>(spec: Spec, body: (inputs: never) => unknown): Traced<Spec, Result> {
  checkKind("trace: the function", body, "function");
  const recorder = new Recorder();
  const inputs = mapTree<TensorType, unknown>(spec, isTyped, (type, path) =>
    recorder.input(path === "" ? soleInput : path, type),
  );
  // The tree has the shape of TensorsOf<Spec> by construction; TypeScript gives up on comparing the two.
  const result = recorder.run(() => body(inputs as never));
  const outputs = flattenTree(result, isTensor).map(([path, tensor]) => {
    const own = recorder.adopt(tensor, path === "" ? "trace: the output" : `trace: the output ${path}`);
    return { name: path === "" ? soleOutput : path, source: own.reference };
  });
  const types = mapTree<Tensor, TypeTree>(result, isTensor, ({ shape, dtype }) => ({ shape, dtype }));
  return makeTraced(recorder.finish(outputs), spec, types, new Map(recorder.definitions));
}

/**
 * A single tensor as one of this trace.
 *
 * @throws RensaError `ARGUMENT_INVALID` for what is no tensor; `TRACE_MIXED` for one of a trace that is not around this one.
 */
export function adoptLeaf(recorder: Recorder, value: unknown, what: string): Tensor {
  checkParts("The recorder", recorder, "adopt");
  if (isTensor(value)) return recorder.adopt(value, what);
  throw new RensaError("ARGUMENT_INVALID", `${what} is ${describeValue(value)}; give a tensor of the trace.`);
}

/**
 * A {@link Traced} of a graph with its structure.
 *
 * @param graph - The graph, as data.
 * @param spec - The types of the inputs, by name.
 * @param result - The structure of the result.
 * @param definitions - The definitions of the graph's ops, by name.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace, type Tensor, type TensorType } from "@rensa/core";
 * import { makeTraced } from "@rensa/core/graph";
 * import { exp } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => exp(x));
 * const same = makeTraced<{ x: TensorType<readonly [2]> }, Tensor>(graph, { x: f32(2) }, f32(2), definitions);
 * console.log((await compile(same)).run({ x: [0, 1] })); // { shape: [2], dtype: "f32", data: Float32Array [1, 2.7182...] }
 * ```
 */
export function makeTraced<Spec, Result>(
  graph: Graph,
  spec: Spec,
  result: TypeTree,
  definitions: ReadonlyMap<string, OpDefinition>,
): Traced<Spec, Result> {
  checkGraph(graph);
  checkKind("The definitions", definitions, "map");
  const inline = (inputs: unknown): Result => {
    const recorder = currentContext("A traced function");
    if (!(recorder instanceof Recorder))
      throw new RensaError("NOT_TRACING", "A traced function works only inside trace(...).");
    try {
      const outputs = inlineGraph(recorder, graph, definitions, new Map(flattenTree(inputs, isTensor)));
      return mapTree<TensorType, Result>(result, isTyped, (_, path) => outputs.get(path === "" ? soleOutput : path));
    } catch (error) {
      if (!(error instanceof RensaError)) throw error;
      throw error.with({ origin: recorder.originOf(inline) ?? undefined });
    }
  };
  return Object.assign(inline, { graph, spec, result, definitions });
}

/**
 * Records the nodes of a graph with its inputs replaced, and returns its outputs by name. An input may be a tensor of a
 * trace around this one.
 *
 * @throws RensaError `TRACE_MIXED` for an input of any other trace.
 */
export function inlineGraph(
  recorder: Recorder,
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  inputs: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Tensor> {
  checkParts("The recorder", recorder, "adopt", "replay", "defineAll");
  checkKind("The definitions", definitions, "map");
  checkKind("The inputs", inputs, "map");
  recorder.defineAll(definitions);
  const made = new Map<string, readonly Tensor[]>();
  for (const node of topologicalOrder(graph)) {
    if (node.op === inputOp) {
      const given = inputFor(node.id, node.outputs[0], inputs);
      made.set(node.id, [recorder.adopt(given, `The traced function's input "${node.id}"`)]);
      continue;
    }
    const operands = node.inputs.map(({ node: id, slot }) => present(made.get(id)?.[slot]));
    made.set(node.id, recorder.replay(node, definitions.get(node.op), operands));
  }
  return new Map(graph.outputs.map(({ name, source }) => [name, present(made.get(source.node)?.[source.slot])]));
}

function inputFor(name: string, type: TensorType | undefined, inputs: ReadonlyMap<string, Tensor>): Tensor {
  const given = inputs.get(name) ?? (inputs.size === 1 ? inputs.get("") : undefined);
  if (given === undefined || type === undefined) {
    throw new RensaError("INPUT_MISSING", `The traced function needs an input "${name}"; pass it.`);
  }
  if (!sameShape(given.shape, type.shape) || given.dtype !== type.dtype) {
    throw new RensaError(
      given.dtype === type.dtype ? "SHAPE_MISMATCH" : "DTYPE_MISMATCH",
      `The traced function's input "${name}" is ${formatTensorType(type)}, not ${formatTensorType(given)}.`,
    );
  }
  return given;
}
