/** The upper triangle of matrices. */
import { makeOp, type DType, wholeNumber, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { checkInteger, checkMatrix } from "./matrix-checks.ts";
import type { MatrixCheck } from "./matrix-types.ts";
import { withinDiagonals } from "./triangle.ts";

/**
 * The upper triangle of the matrices in the last two axes: the elements with `column - row >= diagonal`; 0 elsewhere, even
 * where the element is NaN. `diagonal` (default 0, the main one) counts to the right where positive. As PyTorch's
 * `triu`.
 *
 * @throws RensaError `RANK_MISMATCH` for fewer than two axes, `ATTRIBUTE_INVALID` for a diagonal that is no integer.
 *
 * @example
 * ```ts
 * import { triu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => triu(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }).data); // Float32Array [1, 2, 3, 0, 5, 6, 0, 0, 9]
 * ```
 */
export const triu = makeOp({
  name: "triu",
  attributes: { diagonal: wholeNumber(0) },
  forward: {
    loops: ([x], { diagonal }, tools) => withinDiagonals(x, { lower: diagonal }, tools),
  },
  vjp: ({ gradient }, { diagonal }): VjpThunks => [() => triu(gradient, { diagonal })],
  check: ({ diagonal }, [x]) => {
    checkMatrix("triu", x);
    checkInteger("triu", "the diagonal", diagonal);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D> & MatrixCheck<"triu", S>,
      options?: { readonly diagonal?: number },
    ): Tensor<S, D> =>
      apply([x], options),
});
