/** The matrix product. */
import {
  broadcastShapes,
  makeOp,
  formatShape,
  RensaError,
  type DType,
  type Index,
  type LoopOperand,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { MatMul, MatMulCheck } from "../types/shapes.ts";

/**
 * The matrix product of the last two axes; the axes before them broadcast. A transposed operand is read so, never copied.
 *
 * The error of a float32 element does not grow with the inner extent: it is at most `520 * 2^-24` times the sum of
 * `|a * b|` over it (3.1e-5; mostly below 5e-6). At most 512 products are added in float32, such sums in doubles; on the
 * JavaScript backend all are added in doubles. So are those of `matvec`, `einsum`, convolutions and their gradients. The
 * bits do not depend on the number of threads.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the shapes do not suit, `RANK_MISMATCH` for a scalar, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { matmul } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(32, 784), w: f32(784, 128) }, ({ x, w }) => matmul(x, w));
 * console.log(traced.result); // { shape: [32, 128], dtype: "f32" }
 * ```
 */
export const matmul = makeOp({
  name: "matmul",
  inputs: ["a", "b"],
  attributes: { transposeA: false, transposeB: false },
  forward: {
    loops: ([a, b], { transposeA, transposeB }, { sumOver }) => {
      const [m, k] = lastTwo(a.shape, transposeA);
      const [inner, n] = lastTwo(b.shape, transposeB);
      if (k !== inner) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `matmul: ${formatShape([...a.shape.slice(0, -2), m, k])} x ${formatShape([...b.shape.slice(0, -2), inner, n])} inner dimensions differ (${String(k)} and ${String(inner)}); transpose one, or change its shape.`,
        );
      }
      const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
      return {
        shape: [...batch, m, n],
        element: (...indices) => {
          const outer = indices.slice(0, -2);
          const [row, column] = indices.slice(-2);
          return sumOver([k], (at) => read(a, outer, row, at, transposeA).mul(read(b, outer, at, column, transposeB)));
        },
      };
    },
  },
  vjp: ({ inputs: [a, b], gradient }, { transposeA, transposeB }): VjpThunks => [
    () =>
      transposeA
        ? matmul(b, gradient, { transposeA: transposeB, transposeB: true })
        : matmul(gradient, b, { transposeB: !transposeB }),
    () =>
      transposeB
        ? matmul(gradient, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, gradient, { transposeA: !transposeA }),
  ],
  check: (_attributes, inputs) => {
    for (const { shape } of inputs) {
      if (shape.length < 2)
        throw new RensaError(
          "RANK_MISMATCH",
          `matmul: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least 2; reshape it to a matrix.`,
        );
    }
  },
  takes: "a, b, options?",
  call:
    (apply) =>
    <
      A extends Shape,
      B extends Shape,
      D extends DType,
      const TransposeA extends boolean = false,
      const TransposeB extends boolean = false,
    >(
      a: Tensor<A, D>,
      b: Tensor<B, D> & MatMulCheck<A, B, TransposeA, TransposeB>,
      options?: { readonly transposeA?: TransposeA; readonly transposeB?: TransposeB },
    ): Tensor<MatMul<A, B, TransposeA, TransposeB>, D> =>
      apply([a, b], options),
});

function lastTwo(shape: Shape, transposed: boolean): readonly [number, number] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

function read(
  x: LoopOperand,
  batch: readonly Index[],
  row: Index | undefined,
  column: Index | undefined,
  transposed: boolean,
): Scalar {
  const own = x.shape.slice(0, -2);
  const outer = own.map((extent, axis) => (extent === 1 ? 0 : (batch[batch.length - own.length + axis] ?? 0)));
  const [first = 0, second = 0] = transposed ? [column, row] : [row, column];
  return x.at(...outer, first, second);
}
