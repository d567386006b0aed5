/** The sums of diagonals. */
import { makeOp, type DType, wholeNumber, type Shape, type Tensor } from "@rensa/core";
import { sum } from "../reduction/sum.ts";
import { diagonal } from "./diagonal.ts";
import { checkInteger, checkMatrix } from "./matrix-checks.ts";
import type { MatrixCheck, WithoutMatrix } from "./matrix-types.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The trace of the matrices in the last two axes: the sum of the diagonal `column - row = offset` (default 0, the main
 * one). Of one matrix as PyTorch's `trace`. (The name `trace` is that of tracing a function.)
 *
 * @throws RensaError `RANK_MISMATCH` for fewer than two axes, `ATTRIBUTE_INVALID` for an offset that is no integer or lies
 *   outside.
 *
 * @example
 * ```ts
 * import { matrixTrace } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => matrixTrace(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }).data[0]); // 15
 * ```
 */
export const matrixTrace = makeOp({
  name: "matrix_trace",
  attributes: { offset: wholeNumber(0) },
  forward: { composite: ([x], { offset }) => sum(diagonal(x, { offset }), -1) },
  check: ({ offset }, [x]) => {
    checkMatrix("matrixTrace", x);
    requireNumbers("matrixTrace", x);
    checkInteger("matrixTrace", "the offset", offset);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D> & MatrixCheck<"matrixTrace", S>,
      options?: { readonly offset?: number },
    ): Tensor<WithoutMatrix<S>, D> =>
      apply([x], options),
});
