/** The lower triangle of matrices. */
import { makeOp, type DType, wholeNumber, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { checkInteger, checkMatrix } from "./matrix-checks.ts";
import type { MatrixCheck } from "./matrix-types.ts";
import { withinDiagonals } from "./triangle.ts";

/**
 * The lower triangle of the matrices in the last two axes: the elements with `column - row <= diagonal`; 0 elsewhere, even
 * where the element is NaN. `diagonal` (default 0, the main one) counts to the right where positive. As PyTorch's
 * `tril`.
 *
 * @throws RensaError `RANK_MISMATCH` for fewer than two axes, `ATTRIBUTE_INVALID` for a diagonal that is no integer.
 *
 * @example
 * ```ts
 * import { tril } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => tril(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }).data); // Float32Array [1, 0, 0, 4, 5, 0, 7, 8, 9]
 * ```
 */
export const tril = makeOp({
  name: "tril",
  attributes: { diagonal: wholeNumber(0) },
  forward: {
    loops: ([x], { diagonal }, tools) => withinDiagonals(x, { upper: diagonal + 1 }, tools),
  },
  vjp: ({ gradient }, { diagonal }): VjpThunks => [() => tril(gradient, { diagonal })],
  check: ({ diagonal }, [x]) => {
    checkMatrix("tril", x);
    checkInteger("tril", "the diagonal", diagonal);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D> & MatrixCheck<"tril", S>,
      options?: { readonly diagonal?: number },
    ): Tensor<S, D> =>
      apply([x], options),
});
