/** The bodies of loops and branches: traced inside another trace, of which they may use any tensor. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";
import { flattenTree, isTyped, mapTree } from "../trace/tree.ts";

/** A body while it is traced. */
export class Body {
  readonly #recorder: Recorder;
  #outputs: readonly Tensor[] = [];
  #result: unknown = undefined;

  constructor(outer: Recorder) {
    this.#recorder = outer.nested();
  }

  /** Inputs of the body, nested as the given tensors are, with the type that `typeOf` makes of each. */
  inputs(name: string, tree: unknown, typeOf: (tensor: Tensor) => TensorType): unknown {
    return mapTree<Tensor, unknown>(tree, isTensor, (tensor, path) =>
      this.#recorder.input(path === "" ? name : `${name}.${path}`, typeOf(tensor)),
    );
  }

  /** Traces the body. Any tensor of the traces around it may be used, and returned. */
  trace(body: () => unknown): unknown {
    this.#result = this.#recorder.run(body);
    this.#outputs = flattenTree(this.#result, isTensor).map(([path, tensor]) => this.#recorder.adopt(tensor, path));
    return this.#result;
  }

  /** What it uses of the traces around it. */
  get captured(): readonly Tensor[] {
    return this.#recorder.captured.map(({ outer }) => outer);
  }

  /** The types of what the body returned, nested as it was returned. */
  get result(): unknown {
    return mapTree<Tensor, unknown>(this.#result, isTensor, ({ shape, dtype }) => ({ shape, dtype }));
  }

  /** Its graph, whose inputs are those made with {@link inputs}, then all of `captured`, used or not. */
  finish(captured: readonly Tensor[]): Graph {
    const adopted = captured.map((tensor) => this.#recorder.adopt(tensor, "A captured tensor").reference.node);
    const outputs = this.#outputs.map(({ reference: source }, position) => ({
      name: `output_${String(position)}`,
      source,
    }));
    const graph = this.#recorder.finish(outputs);
    const taken = new Set(adopted);
    const inputs = [...graph.inputs.filter((name) => !taken.has(name)), ...adopted];
    return Object.freeze({ ...graph, inputs: Object.freeze(inputs) });
  }

  /** Makes the ops that the body uses known around it. */
  shareDefinitions(outer: Recorder): void {
    outer.defineAll(this.#recorder.definitions);
  }
}

/** All captured tensors of several bodies, each once. */
export function capturedBy(bodies: readonly Body[]): readonly Tensor[] {
  const all = bodies.flatMap(({ captured }) => captured);
  return [...new Map(all.map((tensor) => [referenceKey(tensor.reference), tensor])).values()];
}

/** The tree of types, with tensors in the order of its leaves. */
export function nestTensors(types: unknown, tensors: readonly (Tensor | undefined)[]): unknown {
  const remaining = [...tensors];
  return mapTree<TensorType, unknown>(types, isTyped, () => remaining.shift());
}

/**
 * Refuses a tree whose leaves are not of the wanted types.
 *
 * @throws RensaError `ARGUMENT_INVALID`, `SHAPE_MISMATCH` or `DTYPE_MISMATCH`, with the leaf's name.
 */
export function expectSameTypes(what: string, found: unknown, wanted: unknown, advice: string): void {
  const expected = new Map(flattenTree(wanted, isTyped));
  const given = flattenTree(found, isTyped);
  const extra = given.find(([path]) => !expected.has(path))?.[0];
  const missing = [...expected.keys()].find((path) => !given.some(([name]) => name === path));
  if (extra !== undefined || missing !== undefined) {
    const name = (path: string): string => (path === "" ? "a single tensor" : path);
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${what} ${extra === undefined ? `lacks ${name(missing ?? "")}` : `has ${name(extra)} too many`}; ${advice}.`,
    );
  }
  for (const [path, type] of given) {
    const other = expected.get(path) ?? type;
    if (sameShape(other.shape, type.shape) && other.dtype === type.dtype) continue;
    throw new RensaError(
      other.dtype === type.dtype ? "SHAPE_MISMATCH" : "DTYPE_MISMATCH",
      `${what} ${path === "" ? "is" : `has ${path} as`} ${formatTensorType(type)}, not ${formatTensorType(other)}; ${advice}.`,
    );
  }
}
