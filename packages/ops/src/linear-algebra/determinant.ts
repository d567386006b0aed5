/** Determinants. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { cofactorMatrix } from "./cofactor-matrix.ts";
import { mapMatrices } from "./batches.ts";
import { eachMatrix } from "./each-matrix.ts";
import type { BatchOf, SquareCheck } from "./matrix-types.ts";
import { lowerUpper } from "./numeric/lower-upper.ts";
import { requireSquare } from "./operands.ts";

/**
 * The determinant of matrices `[..., n, n]`, of shape `[...]`, in double precision; as PyTorch's `linalg.det`. Of a matrix
 * without rows it is 1. The gradient is the matrix of cofactors, also where the matrix is singular, and so is the second
 * derivative finite; the third needs an inverse. Where it overflows, use `logDeterminant`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { determinant } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3) }, ({ a }) => determinant(a));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[4, 1, 0], [1, 3, 1], [0, 1, 2]] }).data[0]); // 18
 * ```
 */
export const determinant = makeOp({
  name: "determinant",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [{ shape: a.shape.slice(0, -2), dtype: a.dtype }],
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => {
          const { packed, parity } = lowerUpper(matrix);
          let product = parity;
          for (let at = 0; at < packed.rows; at++) product *= packed.get(at, at);
          return [[product]];
        }),
    },
  },
  vjp: ({ inputs: [a], gradient }): VjpThunks => [() => mul(cofactorMatrix(a), eachMatrix(gradient))],
  check: (_attributes, inputs) => requireSquare("determinant", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D> & SquareCheck<"determinant", S>): Tensor<BatchOf<S>, D> =>
      apply([a]),
});
