/** The Kronecker product. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { reshape } from "../shape/reshape.ts";
import type { Kronecker } from "./product-types.ts";

/**
 * The Kronecker product: `a` with each element replaced by it times `b`, so that along every axis
 * `y[i * extentOfB + j] = a[i] * b[j]`. Ranks are made equal with axes of length 1 in front. As PyTorch's `kron`.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { kron } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 2), b: f32(3, 4) }, ({ a, b }) => kron(a, b));
 * console.log(traced.result); // { shape: [6, 8], dtype: "f32" }
 * ```
 */
export const kron = makeOp({
  name: "kron",
  inputs: ["a", "b"],
  forward: {
    composite: ([a, b]) => {
      const rank = Math.max(a.shape.length, b.shape.length);
      const [left, right] = [filled(a.shape, rank), filled(b.shape, rank)];
      const product = mul(
        reshape(
          a,
          left.flatMap((extent) => [extent, 1]),
        ),
        reshape(
          b,
          right.flatMap((extent) => [1, extent]),
        ),
      );
      return reshape(
        product,
        left.map((extent, axis) => extent * (right[axis] ?? 1)),
      );
    },
  },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(a: Tensor<A, D>, b: Tensor<B, D>): Tensor<Kronecker<A, B>, D> =>
      apply([a, b]),
});

function filled(shape: Shape, rank: number): Shape {
  return [...new Array<number>(rank - shape.length).fill(1), ...shape];
}
