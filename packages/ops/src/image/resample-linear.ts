/** One axis resampled by linear interpolation, and the transpose. */
import {
  anyAxis,
  makeOp,
  type DType,
  type Index,
  wholeNumber,
  type LoopTools,
  type Scalar,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
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
 * `extent` elements along an axis: element `i` is what lies at `(i * step + offset) / scale` on the lines between the
 * elements; before the first and after the last it is these.
 *
 * @internal
 */
export const resampleLinear = makeOp({
  name: "resample_linear",
  attributes,
  forward: {
    loops: ([x], { axis, extent, ...sampling }, tools) => {
      const own = x.shape[axis] ?? 1;
      return {
        shape: x.shape.map((other, at) => (at === axis ? extent : other)),
        element: (...indices) => {
          const index = indices[axis];
          if (index === undefined) return x.at(...indices);
          const place = placeOf(index, sampling);
          const read = (neighbor: Index): Scalar =>
            tools.within(
              [{ index: neighbor, lower: 0, upper: own }],
              () =>
                x
                  .at(...indices.map((other, at) => (at === axis ? neighbor : other)))
                  .mul(weightOf(place, neighbor, own, sampling.scale, x.dtype, tools)),
              0,
            );
          const before = place.div(sampling.scale);
          return read(before).add(read(before.add(1)));
        },
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { axis, ...sampling }): VjpThunks => [
    () => collectLinear(gradient, axis, x.shape[axis] ?? 1, sampling),
  ],
  takes: "x, axis, extent, options",
  call:
    (apply) =>
    (x: Tensor, axis: number, extent: number, { step, offset, scale }: Sampling): Tensor =>
      apply([x], { axis, extent, step, offset, scale }),
});

/**
 * For each of `extent` elements the weighted sum of those that it has a part in: the transpose of {@link resampleLinear}.
 *
 * @internal
 */
export const collectLinear = makeOp({
  name: "collect_linear",
  attributes,
  forward: {
    loops: ([x], { axis, extent, ...sampling }, tools) => {
      const { step, offset, scale } = sampling;
      return {
        shape: x.shape.map((other, at) => (at === axis ? extent : other)),
        element: (...indices) =>
          // Element j has a part in the i with |i * step + offset - j * scale| < scale: from the first, so many at most.
          tools.sumOver([Math.ceil((2 * scale) / step)], (next) => {
            const own = indices[axis];
            if (own === undefined) return x.at(...indices);
            const reader = own
              .mul(scale)
              .sub(scale + offset)
              .div(step)
              .add(1)
              .add(next);
            const place = placeOf(reader, sampling);
            const bounds = [
              { index: reader, lower: 0, upper: x.shape[axis] ?? 1 },
              { index: place.sub(own.mul(scale)), lower: 1 - scale, upper: scale },
            ];
            return tools.within(
              bounds,
              () =>
                x
                  .at(...indices.map((other, at) => (at === axis ? reader : other)))
                  .mul(weightOf(place, own, extent, scale, x.dtype, tools)),
              0,
            );
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { axis, ...sampling }): VjpThunks => [
    () => resampleLinear(gradient, axis, x.shape[axis] ?? 1, sampling),
  ],
  takes: "x, axis, extent, options",
  call:
    (apply) =>
    (x: Tensor, axis: number, extent: number, { step, offset, scale }: Sampling): Tensor =>
      apply([x], { axis, extent, step, offset, scale }),
});

/**
 * The part that an element has in what lies at `place / scale`, of which it is a neighbor: 1 less the distance. A place
 * outside counts as the outermost element.
 */
function weightOf(
  place: Index,
  neighbor: Index,
  extent: number,
  scale: number,
  dtype: DType,
  { position }: LoopTools,
): Scalar {
  const last = (extent - 1) * scale;
  const low = place.minimum < 0 ? position(place).max(0) : position(place);
  const inside = place.maximum > last ? low.min(last) : low;
  const distance = inside.sub(position(neighbor.mul(scale))).abs();
  return distance.mul(-1).add(scale).to(dtype).div(scale);
}
