/** Exponentials of matrices. */
import { makeOp, full, gradientsOf, identity, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { concat } from "../shape/concat.ts";
import { mapMatrices } from "./batches.ts";
import { columnsOf, rowsOf } from "./columns-of.ts";
import type { SquareCheck } from "./matrix-types.ts";
import { exponential } from "./numeric/exponential.ts";
import { requireSquare } from "./operands.ts";
import { transposed } from "./transposed.ts";

/**
 * The exponential `I + a + a a / 2 + ...` of matrices `[..., n, n]`; as PyTorch's `linalg.matrix_exp`. By scaling, a Pade
 * approximant and squaring, in double precision. Source: Higham 2005, "The scaling and squaring method for the matrix
 * exponential revisited".
 *
 * The number of squarings depends on the data, which a composite of products does not know, so a host op it is. Its
 * gradient is the block above the diagonal of `exp([[a^T, gradient], [0, a^T]])` (Najfeld and Havel 1995), the same op again.
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time
 * `HOST_OP_FAILED` where one is not finite.
 *
 * @example
 * ```ts
 * import { matrixExponential } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3) }, ({ a }) => matrixExponential(a));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0, 1, 0], [0, 0, 1], [0, 0, 0]] });
 * console.log(data); // Float32Array [1, 1, 0.5, 0, 1, 1, 0, 0, 1]
 * ```
 */
export const matrixExponential = makeOp({
  name: "matrix_exponential",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a], outputs) => mapMatrices([a], outputs, (matrix) => [exponential(matrix).values]),
    },
  },
  vjp: ({ inputs: [a], gradient }): VjpThunks => [() => matrixExponentialDerivative(transposed(a), gradient)],
  check: (_attributes, inputs) => requireSquare("matrixExponential", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D> & SquareCheck<"matrixExponential", S>): Tensor<S, D> =>
      apply([a]),
});

/**
 * The derivative of the exponential of `a` in a direction. It is linear in the direction, and an op of its own because its
 * formula does not show that: forward mode needs the transpose, which is the derivative at `transpose(a)`.
 *
 * @internal
 */
export const matrixExponentialDerivative = makeOp({
  name: "matrix_exponential_derivative",
  inputs: ["a", "direction"],
  forward: { composite: ([a, direction]) => blockAboveDiagonal(a, direction) },
  vjp: ({ inputs: [a, direction], gradient }): VjpThunks => [
    () => {
      const variable = identity(a);
      return gradientsOf(blockAboveDiagonal(variable, direction), variable, gradient);
    },
    () => matrixExponentialDerivative(transposed(a), gradient),
  ],
  takes: "a, direction",
  call:
    (apply) =>
    (a: Tensor, direction: Tensor): Tensor =>
      apply([a, direction]),
});

function blockAboveDiagonal(a: Tensor, direction: Tensor): Tensor {
  const size = a.shape.at(-1) ?? 0;
  const above = concat([a, direction], -1);
  const below = concat([full(a.shape, 0, a.dtype), a], -1);
  const blocks = matrixExponential(concat([above, below], -2));
  return columnsOf(rowsOf(blocks, 0, size), size);
}
