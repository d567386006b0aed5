/** The transform vmap: a traced function of one example becomes one of a batch. */
import { checkOptions } from "../graph/check-options.ts";
import { checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { DType } from "../graph/dtype.ts";
import type { Shape } from "../graph/shape.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import { currentContext } from "../op/context.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "./recorder.ts";
import { soleInput, soleOutput, traceTree, type Traced } from "./trace.ts";
import { flattenTree, isTyped, mapTree, type TypeTree } from "./tree.ts";
import { withBatch, type BatchedValue } from "./batched-value.ts";
import { vectorizeGraph } from "./vectorize.ts";

/** The types with a batch axis in front of each, but for those shared at the top. */
export type BatchedSpec<Spec, N extends number, Shared = never> = {
  readonly [K in keyof Spec]: K extends Shared ? Spec[K] : BatchedTypes<Spec[K], N>;
};

/** The types with a batch axis in front of each. */
export type BatchedTypes<T, N extends number> =
  T extends TensorType<infer S, infer D>
    ? TensorType<readonly [N, ...S], D>
    : { readonly [K in keyof T]: BatchedTypes<T[K], N> };

/** The tensors with a batch axis in front of each. */
export type BatchedTensors<T, N extends number> =
  T extends Tensor<infer S extends Shape, infer D extends DType>
    ? Tensor<readonly [N, ...S], D>
    : { readonly [K in keyof T]: BatchedTensors<T[K], N> };

/**
 * A traced function of one example. (This is {@link Traced}, without the type of its inputs: TypeScript cannot compare
 * those of a gradient's with an unknown specification's.)
 */
export type OneExample<Spec, Result> = Pick<Traced<Spec, Result>, "graph" | "spec" | "result" | "definitions"> &
  ((inputs: never) => Result);

/** How {@link vmap} works. */
export interface VmapOptions<Shared> {
  /** Names of inputs, at the top, that all examples share: they get no batch axis. Default: none. */
  readonly shared?: readonly Shared[];
}

/**
 * The traced function that applies `traced`, which is written for one example, to `size` examples at once. Its inputs
 * and outputs have a batch axis in front; inputs named in `shared` have none and are the same for all examples.
 *
 * It nests with all other transforms: `vmap(grad(loss, ["w"]), 32, { shared: ["w"] })` are the gradients of each example.
 * No op needs a rule for it: elementwise ops broadcast, loops get an axis, and a product of matrices becomes one kernel
 * over the batch.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param size - How many examples.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a size below 1 or an unknown shared name.
 *
 * @example
 * ```ts
 * import { defineOp, f32, trace, vmap } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const one = trace({ x: f32(3) }, ({ x }) => square(x));
 * const many = vmap(one, 2); // x: f32[2,3]
 * console.log((await compile(many)).run({ x: [[1, 2, 3], [4, 5, 6]] })); // { shape: [2, 3], dtype: "f32", data: Float32Array [1, 4, 9, 16, 25, 36] }
 * ```
 */
export function vmap<Spec, Result, const N extends number, const Shared extends string = never>(
  traced: OneExample<Spec, Result>,
  size: N,
  options: VmapOptions<Shared & keyof Spec> = {},
): Traced<BatchedSpec<Spec, N, Shared>, BatchedTensors<Result, N>> {
  checkOptions("vmap", options, ["shared"]);
  checkTraced(traced);
  const shared = new Set<string>(options.shared);
  checkArguments(Object.keys(traced.spec as object), size, shared);
  const isShared = (path: string): boolean => shared.has(path.split(".")[0] ?? path);
  const spec = mapTree<TensorType, BatchedSpec<Spec, N, Shared>>(traced.spec, isTyped, (type, path) =>
    isShared(path) ? type : tensorType(type.dtype, [size, ...type.shape]),
  );
  return traceTree(spec, (inputs: never) => {
    const recorder = currentContext("vmap");
    if (!(recorder instanceof Recorder)) throw new RensaError("NOT_TRACING", "vmap: works only inside trace(...).");
    const values = new Map(
      flattenTree(inputs, isTensor).map(([path, tensor]): [string, BatchedValue] => [
        path === "" ? soleInput : path,
        { tensor, batched: !isShared(path) },
      ]),
    );
    const results = vectorizeGraph(recorder, traced.graph, traced.definitions, values, size);
    const outputs = new Map(traced.graph.outputs.map(({ name }, at) => [name, results[at]]));
    return mapTree<TensorType, TypeTree>(traced.result, isTyped, (_, path) => {
      const value = outputs.get(path === "" ? soleOutput : path);
      return value && withBatch(value, size);
    });
  });
}

function checkArguments(names: readonly string[], size: number, shared: ReadonlySet<string>): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `vmap: ${formatGiven(size)} is not a number of examples; give an integer of 1 or more.`,
    );
  }
  for (const name of shared) {
    if (!names.includes(name)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `vmap: there is no input "${name}" to share; the inputs are ${names.join(", ")}.`,
      );
    }
  }
}
