/** Matrices of cosines and sines. */
import { anyDType, makeOp, type DType, wholeNumber, oneOf, type Tensor } from "@rensa/core";

/**
 * The matrix of `cos(2 pi j k / length)`, or of sines, for row j and column k.
 *
 * @internal
 */
export const fourierMatrix = makeOp({
  name: "fourier_matrix",
  inputs: [],
  attributes: {
    rows: wholeNumber(1, { minimum: 0 }),
    columns: wholeNumber(1, { minimum: 0 }),
    length: wholeNumber(1, { minimum: 1 }),
    wave: oneOf(["cosine", "sine"], "cosine"),
    dtype: anyDType(),
  },
  forward: {
    loops: (_inputs, { rows, columns, length, wave, dtype }, { position }) => ({
      shape: [rows, columns],
      dtype,
      element: (...[row = 0, column = 0]) => {
        // The remainder keeps the angle below a turn, where cosines are most precise.
        const angle = position(row)
          .mul(position(column))
          .rem(length)
          .to(dtype)
          .mul((2 * Math.PI) / length);
        return wave === "cosine" ? angle.cos() : angle.sin();
      },
    }),
  },
  vjp: () => [],
  takes: "rows, columns, length, wave, dtype",
  call:
    (apply) =>
    (rows: number, columns: number, length: number, wave: "cosine" | "sine", dtype: DType): Tensor =>
      apply([], { rows, columns, length, wave, dtype }),
});
