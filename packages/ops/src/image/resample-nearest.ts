/** One axis resampled at the nearest element, and the transpose. */
import { anyAxis, makeOp, type Index, wholeNumber, type Tensor, type VjpThunks } from "@rensa/core";
import { placeOf, type Sampling } from "./sampling.ts";

/** The attributes of both; their calls always give all of them. */
const attributes = {
  axis: anyAxis(),
  extent: wholeNumber(1, { minimum: 0 }),
  step: wholeNumber(1, { minimum: 1 }),
  offset: wholeNumber(0),
  scale: wholeNumber(1, { minimum: 1 }),
};

/**
 * `extent` elements along an axis: element `i` is that at `floor((i * step + offset) / scale)`.
 *
 * @internal
 */
export const resampleNearest = makeOp({
  name: "resample_nearest",
  attributes,
  forward: {
    loops: ([x], { axis, extent, ...sampling }) => ({
      shape: x.shape.map((own, at) => (at === axis ? extent : own)),
      element: (...indices) =>
        x.at(...indices.map((index, at) => (at === axis ? placeOf(index, sampling).div(sampling.scale) : index))),
    }),
  },
  vjp: ({ inputs: [x], gradient }, { axis, ...sampling }): VjpThunks => [
    () => collectNearest(gradient, axis, x.shape[axis] ?? 1, sampling),
  ],
  takes: "x, axis, extent, options",
  call:
    (apply) =>
    (x: Tensor, axis: number, extent: number, { step, offset, scale }: Sampling): Tensor =>
      apply([x], { axis, extent, step, offset, scale }),
});

/**
 * For each of `extent` elements the sum of those that are read from it: the transpose of {@link resampleNearest}.
 *
 * @internal
 */
export const collectNearest = makeOp({
  name: "collect_nearest",
  attributes,
  forward: {
    loops: ([x], { axis, extent, ...sampling }, { sumOver, within }) => {
      const { step, offset, scale } = sampling;
      return {
        shape: x.shape.map((own, at) => (at === axis ? extent : own)),
        element: (...indices) =>
          // Element j is read by the i with 0 <= i * step + offset - j * scale < scale: from the first, so many at most.
          sumOver([Math.ceil(scale / step)], (next: Index) => {
            const place = indices[axis];
            if (place === undefined) return x.at(...indices);
            const reader = place
              .mul(scale)
              .add(step - 1 - offset)
              .div(step)
              .add(next);
            const bounds = [
              { index: reader, lower: 0, upper: x.shape[axis] ?? 1 },
              { index: placeOf(reader, sampling).sub(place.mul(scale)), lower: 0, upper: scale },
            ];
            return within(bounds, () => x.at(...indices.map((index, at) => (at === axis ? reader : index))), 0);
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { axis, ...sampling }): VjpThunks => [
    () => resampleNearest(gradient, axis, x.shape[axis] ?? 1, sampling),
  ],
  takes: "x, axis, extent, options",
  call:
    (apply) =>
    (x: Tensor, axis: number, extent: number, { step, offset, scale }: Sampling): Tensor =>
      apply([x], { axis, extent, step, offset, scale }),
});
