/** Logarithms of determinants. */
import { present } from "@rensa/core/compiler";
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { mapMatrices } from "./batches.ts";
import { eachMatrix } from "./each-matrix.ts";
import { inverseVjp } from "./inverse.ts";
import type { BatchOf, SquareCheck } from "./matrix-types.ts";
import { lowerUpper, solveFactored } from "./numeric/lower-upper.ts";
import { Matrix } from "./numeric/matrix.ts";
import { requireSquare } from "./operands.ts";
import { transposed } from "./transposed.ts";

/**
 * The sign (-1, 0 or 1) of the determinant of matrices `[..., n, n]`, and the natural logarithm of its magnitude, both of
 * shape `[...]`, in double precision; as PyTorch's `linalg.slogdet`. Of a singular matrix the sign is 0 and the logarithm
 * minus infinity. The gradient of the logarithm is the transposed inverse, that of the sign is zero.
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time
 * `HOST_OP_FAILED` in the gradient of a singular matrix.
 *
 * @example
 * ```ts
 * import { logDeterminant } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3) }, ({ a }) => logDeterminant(a).logarithm);
 * const program = await compile(traced);
 * console.log(program.run({ a: [[4, 1, 0], [1, 3, 1], [0, 1, 2]] }).data[0]); // 2.8903...
 * ```
 */
export const logDeterminant = makeOp({
  name: "log_determinant",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [
        { shape: a.shape.slice(0, -2), dtype: a.dtype },
        { shape: a.shape.slice(0, -2), dtype: a.dtype },
        a,
      ],
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => {
          const factors = lowerUpper(matrix);
          const { packed, parity } = factors;
          let [sign, logarithm] = [parity, 0];
          for (let at = 0; at < packed.rows; at++) {
            sign *= Math.sign(packed.get(at, at));
            logarithm += Math.log(Math.abs(packed.get(at, at)));
          }
          // The gradient's inverse takes the same factors.
          const wanted = outputs.length > 2 ? [solveFactored(factors, Matrix.identity(matrix.rows)).values] : [];
          return [[sign], [logarithm], ...wanted];
        }),
    },
  },
  vjp: ({ residuals: [inverted], gradients: [, gradient] }): VjpThunks => [
    () => mul(transposed(inverted), eachMatrix(present(gradient))),
  ],
  residuals: ["inverse"],
  residualVjp: ({ residuals: [inverted], gradient }): VjpThunks => [() => inverseVjp(inverted, gradient)],
  check: (_attributes, inputs) => requireSquare("logDeterminant", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      a: Tensor<S, D> & SquareCheck<"logDeterminant", S>,
    ): { readonly sign: Tensor<BatchOf<S>, D>; readonly logarithm: Tensor<BatchOf<S>, D> } => {
      const [sign, logarithm] = apply.all<readonly [Tensor<BatchOf<S>, D>, Tensor<BatchOf<S>, D>]>([a]);
      return { sign, logarithm };
    },
});
