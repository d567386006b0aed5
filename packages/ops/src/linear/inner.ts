/** Inner products over the last axes of two tensors. */
import { makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { tensordot } from "./tensordot.ts";
import type { InnerShape } from "./product-types.ts";

/**
 * The products of two tensors summed over the last axis of both: `y[...i, ...j]` is the sum of `a[...i, k] * b[...j, k]`.
 * A scalar multiplies the other. As PyTorch's `inner`.
 *
 * @throws RensaError `SHAPE_MISMATCH` for last axes of two lengths, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { inner } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(5, 3), b: f32(7, 3) }, ({ a, b }) => inner(a, b));
 * console.log(traced.result); // { shape: [5, 7], dtype: "f32" }
 * ```
 */
export const inner = makeOp({
  name: "inner",
  inputs: ["a", "b"],
  forward: {
    composite: ([a, b]) =>
      a.shape.length === 0 || b.shape.length === 0 ? tensordot(a, b, 0) : tensordot(a, b, [[-1], [-1]]),
  },
  check: (_attributes, [a, b]) => {
    const [left, right] = [a?.shape ?? [], b?.shape ?? []];
    if (left.length === 0 || right.length === 0 || left.at(-1) === right.at(-1)) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `inner: the last axes of ${formatShape(left)} and ${formatShape(right)} differ in length; give axes of one length.`,
    );
  },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D>,
      b: Tensor<B, D>,
    ): Tensor<InnerShape<A, B>, D> =>
      apply([a, b]),
});
