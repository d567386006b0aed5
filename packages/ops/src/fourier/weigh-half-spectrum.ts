/** Half a spectrum, weighed as what stands for the whole. */
import { makeOp, wholeNumber, select, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * Rows that are the first half of the spectrum of a real signal of `length` elements, where every number counts twice that
 * has a conjugate in the second half. Its own transpose.
 *
 * @internal
 */
export const weighHalfSpectrum = makeOp({
  name: "weigh_half_spectrum",
  attributes: { length: wholeNumber(1, { minimum: 1 }) },
  forward: {
    loops: ([x], { length }, { position }) => ({
      shape: x.shape,
      element: (...indices) => {
        const frequency = position(indices.at(-1) ?? 0);
        const alone = frequency.eq(0).or(frequency.mul(2).eq(length));
        return select(alone, x.at(...indices), x.at(...indices).mul(2));
      },
    }),
  },
  vjp: ({ gradient }, { length }): VjpThunks => [() => weighHalfSpectrum(gradient, length)],
  takes: "x, length",
  call:
    (apply) =>
    (x: Tensor, length: number): Tensor =>
      apply([x], { length }),
});
