/**
 * The two contractions that all convolutions and their derivatives are made of, over any number of spatial axes. Their
 * index maps are affine and nothing is guarded, so that a backend can run them as matrix products of packed operands.
 * They stand inside composites that have the derivatives, and have none of their own.
 */
import { anyShape, makeOp, wholeNumber, listOf, type Shape, type Tensor } from "@rensa/core";
import { checkGeometry, placesOf, spanOf, type Steps } from "./geometry.ts";

const stepAttributes = {
  strides: listOf(wholeNumber(1, { minimum: 1 })),
  dilations: listOf(wholeNumber(1, { minimum: 1 })),
};
const partOfConvolution = "it is a part of convolution, which has the derivative";

/**
 * `y[n, ...o, ...g, j]`, the sum over `k` and `c` of `x[n, ...(o * stride + k * dilation), ...g, c] * w[...k, c, ...g, j]`.
 *
 * Axes between the spatial ones and the channels are groups. Without groups there is none, so that the result has the
 * shape of what reads it, and the two can be one kernel.
 *
 * @internal
 */
export const convolve = makeOp({
  name: "convolve",
  inputs: ["x", "weights"],
  attributes: stepAttributes,
  forward: {
    loops: ([x, weights], steps, { sumOver }) => {
      const rank = steps.strides.length;
      const reduced = weights.shape.slice(0, rank + 1);
      const counts = steps.strides.map((stride, axis) => {
        const spare = (x.shape[axis + 1] ?? 1) - spanOf(reduced[axis] ?? 1, steps.dilations[axis] ?? 1);
        return Math.floor(spare / stride) + 1;
      });
      return {
        shape: [...x.shape.slice(0, 1), ...counts, ...x.shape.slice(rank + 1, -1), ...weights.shape.slice(-1)],
        element: (...indices) => {
          const [batch, outer] = [indices.slice(0, 1), indices.slice(1, rank + 1)];
          const [groups, column] = [indices.slice(rank + 1, -1), indices.slice(-1)];
          return sumOver(reduced, (...at) => {
            const [inner, channel] = [at.slice(0, rank), at.slice(rank)];
            return x
              .at(...batch, ...placesOf(outer, inner, steps), ...groups, ...channel)
              .mul(weights.at(...inner, ...channel, ...groups, ...column));
          });
        },
      };
    },
  },
  nonDifferentiable: partOfConvolution,
  check: (steps, inputs) => {
    checkGeometry("convolve", { ...steps }, inputs);
  },
  takes: "x, weights, options",
  call:
    (apply) =>
    (x: Tensor, weights: Tensor, { strides, dilations }: Steps): Tensor =>
      apply([x, weights], { strides, dilations }),
});

/**
 * `w[...k, c, ...g, j]`, the sum over `n` and `o` of `x[n, ...(o * stride + k * dilation), ...g, c] * y[n, ...o, ...g, j]`:
 * the cotangent of the weights of {@link convolve}, where `y` is that of its result.
 *
 * @internal
 */
export const convolveWeights = makeOp({
  name: "convolve_weights",
  inputs: ["x", "y"],
  attributes: { window: anyShape(), ...stepAttributes },
  forward: {
    loops: ([x, y], { window, ...steps }, { sumOver }) => {
      const rank = window.length;
      const reduced = y.shape.slice(0, rank + 1);
      return {
        shape: [...window, ...x.shape.slice(-1), ...y.shape.slice(rank + 1)],
        element: (...indices) => {
          const [inner, channel] = [indices.slice(0, rank), indices.slice(rank, rank + 1)];
          const [groups, column] = [indices.slice(rank + 1, -1), indices.slice(-1)];
          return sumOver(reduced, (...at) => {
            const [batch, outer] = [at.slice(0, 1), at.slice(1)];
            return x
              .at(...batch, ...placesOf(outer, inner, steps), ...groups, ...channel)
              .mul(y.at(...batch, ...outer, ...groups, ...column));
          });
        },
      };
    },
  },
  nonDifferentiable: partOfConvolution,
  check: (steps, inputs) => {
    checkGeometry("convolveWeights", { ...steps }, inputs);
  },
  takes: "x, y, window, options",
  call:
    (apply) =>
    (x: Tensor, y: Tensor, window: Shape, { strides, dilations }: Steps): Tensor =>
      apply([x, y], { window, strides, dilations }),
});
