/**
 * The three bilinear maps of convolution over any number of spatial axes. With the form
 * `sum of x[n, ...(o * stride + k * dilation - low), ...g, c] * w[...k, c, ...g, j] * y[n, ...o, ...g, j]`, each is the
 * derivative of the form by one of x, w and y as a function of the other two. So each is the derivative of the others, and
 * all orders stay within the three.
 */
import { makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import { convolve, convolveWeights } from "./convolve.ts";
import { frame } from "./frame.ts";
import { checkGeometry, geometryAttributes, reachOf, type Geometry } from "./geometry.ts";
import { transposeByPhases } from "./transpose-by-phases.ts";

/**
 * `y` from `x` and `w`: the convolution. `extents` are those of `y`.
 *
 * @internal
 */
export const convolution = makeOp({
  name: "convolution",
  inputs: ["x", "weights"],
  attributes: geometryAttributes,
  forward: {
    composite: ([x, weights], geometry) =>
      convolve(
        frame(x, geometry.low, reachOf(geometry.extents, windowOf(weights, geometry), geometry)),
        weights,
        geometry,
      ),
  },
  vjp: ({ inputs: [x, weights], gradient }, geometry): VjpThunks => [
    () => convolutionTranspose(gradient, weights, { ...geometry, extents: spatialOf(x, geometry) }),
    () => convolutionWeights(x, gradient, { ...geometry, extents: windowOf(weights, geometry) }),
  ],
  check: ({ extents, low, strides, dilations }, inputs) => {
    checkGeometry("convolution", { strides, dilations, extents, low }, inputs);
  },
  takes: "x, weights, geometry",
  call:
    (apply) =>
    (x: Tensor, weights: Tensor, geometry: Geometry): Tensor =>
      apply([x, weights], { ...geometry }),
});

/**
 * `x` from `y` and `w`: the transpose of {@link convolution}. `extents` are those of `x`.
 *
 * @internal
 */
export const convolutionTranspose = makeOp({
  name: "convolution_transpose",
  inputs: ["y", "weights"],
  attributes: geometryAttributes,
  forward: { composite: ([y, weights], geometry) => transposeByPhases(y, weights, geometry) },
  vjp: ({ inputs: [y, weights], gradient }, geometry): VjpThunks => [
    () => convolution(gradient, weights, { ...geometry, extents: spatialOf(y, geometry) }),
    () => convolutionWeights(gradient, y, { ...geometry, extents: windowOf(weights, geometry) }),
  ],
  check: ({ extents, low, strides, dilations }, inputs) => {
    checkGeometry("convolutionTranspose", { strides, dilations, extents, low }, inputs);
  },
  takes: "y, weights, geometry",
  call:
    (apply) =>
    (y: Tensor, weights: Tensor, geometry: Geometry): Tensor =>
      apply([y, weights], { ...geometry }),
});

/**
 * `w` from `x` and `y`: the cotangent of the weights. `extents` are those of the window.
 *
 * @internal
 */
export const convolutionWeights = makeOp({
  name: "convolution_weights",
  inputs: ["x", "y"],
  attributes: geometryAttributes,
  forward: {
    composite: ([x, y], geometry) =>
      convolveWeights(
        frame(x, geometry.low, reachOf(spatialOf(y, geometry), geometry.extents, geometry)),
        y,
        geometry.extents,
        geometry,
      ),
  },
  vjp: ({ inputs: [x, y], gradient }, geometry): VjpThunks => [
    () => convolutionTranspose(y, gradient, { ...geometry, extents: spatialOf(x, geometry) }),
    () => convolution(x, gradient, { ...geometry, extents: spatialOf(y, geometry) }),
  ],
  check: ({ extents, low, strides, dilations }, inputs) => {
    checkGeometry("convolutionWeights", { strides, dilations, extents, low }, inputs);
  },
  takes: "x, y, geometry",
  call:
    (apply) =>
    (x: Tensor, y: Tensor, geometry: Geometry): Tensor =>
      apply([x, y], { ...geometry }),
});

function spatialOf({ shape }: Tensor, { strides }: Geometry): readonly number[] {
  return shape.slice(1, strides.length + 1);
}

function windowOf({ shape }: Tensor, { strides }: Geometry): readonly number[] {
  return shape.slice(0, strides.length);
}
