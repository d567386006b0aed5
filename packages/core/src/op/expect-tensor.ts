/** What an author knows of a tensor and its type does not say: looked at, and said by the type from there on. */
import { checkKind, checkParts } from "../graph/check-argument.ts";
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { Shape } from "../graph/shape.ts";
import { describeValue } from "./describe-value.ts";
import type { Tensor } from "./tensor.ts";

/** Extents that are known, and `null` for those that are not. */
export type ExtentsPattern = readonly (number | null)[];

/** A shape of which a pattern is known. */
export type ShapeOfPattern<P extends ExtentsPattern> = {
  readonly [K in keyof P]: P[K] extends number ? P[K] : number;
};

/**
 * A tensor as one of a dtype, and of a shape where one is given: in a composite or a vjp, whose operands are typed `Tensor`,
 * before an op that wants more, such as a key or indices. What is not so is refused, so nothing is cast. The last argument
 * is the shape, `null` for an extent that is not known; without it any shape will do.
 *
 * @param what What it is, for the sentence: `"jitter: its key"`.
 * @param tensor - The tensor.
 * @param dtype - The type that its elements must have.
 *
 * @throws RensaError `DTYPE_MISMATCH` where the dtype is another one, `SHAPE_MISMATCH` where the shape is.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp, expectTensor, trace, f32, i32, type Tensor } from "@rensa/core";
 * import { add, normal } from "@rensa/ops";
 *
 * const jitter = defineOp({
 *   name: "jitter",
 *   inputs: ["x", "key"],
 *   forward: { composite: ([x, key]) => add(x, normal(expectTensor("jitter: its key", key, "i32", [2]), x.shape)) },
 *   call: (apply) => (x: Tensor, key: Tensor<readonly [2], "i32">) => apply([x, key]),
 * });
 * const { graph } = trace({ x: f32(3), key: i32(2) }, ({ x, key }) => jitter(x, key));
 * console.log(graph.outputs.length); // 1
 * ```
 */
export function expectTensor<S extends Shape, D extends DType>(what: string, tensor: Tensor<S>, dtype: D): Tensor<S, D>;
/**
 * As one of a shape too.
 *
 * @param shape - The shape that it must have.
 */
export function expectTensor<D extends DType, const P extends ExtentsPattern>(
  what: string,
  tensor: Tensor,
  dtype: D,
  shape: P,
): Tensor<ShapeOfPattern<P>, D>;
export function expectTensor(what: string, tensor: Tensor, dtype: DType, shape?: ExtentsPattern): Tensor {
  checkKind("expectTensor: what it is", what, "string");
  checkParts(what, tensor, "shape", "dtype");
  checkKind("expectTensor: the dtype", dtype, "string");
  if (shape !== undefined) checkKind("expectTensor: the shape", shape, "list");
  if (tensor.dtype !== dtype) {
    throw new RensaError("DTYPE_MISMATCH", `${what} is ${describeValue(tensor)}; give a tensor of ${dtype}.`);
  }
  if (shape !== undefined && !fits(tensor.shape, shape)) {
    const wanted = shape.map((extent) => (extent === null ? "n" : String(extent))).join(",");
    throw new RensaError("SHAPE_MISMATCH", `${what} is ${describeValue(tensor)}; give ${dtype}[${wanted}].`);
  }
  return tensor;
}

function fits(shape: Shape, pattern: ExtentsPattern): boolean {
  return shape.length === pattern.length && pattern.every((extent, axis) => extent === null || extent === shape[axis]);
}
