/** A number on a diagonal. */
import { makeOp, type DType, Index, wholeNumber, number, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { checkInteger, checkMatrix } from "./matrix-checks.ts";
import type { MatrixCheck } from "./matrix-types.ts";
import { requireWhole } from "../types/require-whole.ts";

/**
 * The matrices in the last two axes with `value` on the diagonal `column - row = offset` (default 0, the main one). Of one
 * matrix that is no taller than wide as PyTorch's `fill_diagonal_`, which returns it anew here.
 *
 * @throws RensaError `RANK_MISMATCH` for fewer than two axes, `ATTRIBUTE_INVALID` for an offset that is no integer.
 *
 * @example
 * ```ts
 * import { fillDiagonal, softmax } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const withoutSelf = trace({ scores: f32(3, 3) }, ({ scores }) => softmax(fillDiagonal(scores, -Infinity)));
 * const program = await compile(withoutSelf);
 * const { data } = program.run({ scores: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] });
 * console.log(data); // Float32Array [0, 0.2689..., 0.7310..., 0.1192..., 0, 0.8807..., 0.2689..., 0.7310..., 0]
 * ```
 */
export const fillDiagonal = makeOp({
  name: "fill_diagonal",
  attributes: { value: number(0, { nonFinite: true }), offset: wholeNumber(0) },
  forward: {
    loops: ([x], { value, offset }, { constant, within }) => ({
      shape: x.shape,
      element: (...indices) => {
        const [row = Index.constant(0), column = Index.constant(0)] = indices.slice(-2);
        const bounds = [{ index: column.sub(row), lower: offset, upper: offset + 1 }];
        return within(bounds, () => constant(value, x.dtype), x.at(...indices));
      },
    }),
  },
  vjp: ({ gradient }, { offset }): VjpThunks => [() => fillDiagonal(gradient, 0, { offset })],
  check: ({ value, offset }, [x]) => {
    requireWhole("fillDiagonal", "the value", value, x);
    checkMatrix("fillDiagonal", x);
    checkInteger("fillDiagonal", "the offset", offset);
  },
  takes: "x, value, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D> & MatrixCheck<"fillDiagonal", S>,
      value: number,
      options?: { readonly offset?: number },
    ): Tensor<S, D> =>
      apply([x], { value, offset: options?.offset ?? 0 }),
});
