/** The largest element of each window. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { poolCall } from "./pool-call.ts";
import { elementOf, poolAttributes, pooledShape, spatialOf, withSpatial } from "./pool-windows.ts";
import { lowest, windowArgmax, windowScatter } from "./window-maximum.ts";

/**
 * The largest element of each window over the spatial axes of `x` `[batch, ...spatial, channels]`; NaN where there is
 * one. `window` is one number or one per spatial axis, of which there can be any number from one; `strides` likewise
 * (default: the window). Along each axis, with `padding` p on both sides together,
 * `out = floor((extent + p - window) / stride) + 1`.
 *
 * `padding`: `"valid"` (the default), none; `"same"`, TensorFlow's, by which `out = ceil(extent / stride)`; a number, on
 * every side; or one `[before, after]` per spatial axis. Padding is never the largest. The gradient goes to the first
 * of the largest elements, as in PyTorch.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { maxPool } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 28, 28, 32) }, ({ x }) => maxPool(x, 2));
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export const maxPool = makeOp({
  name: "max_pool",
  attributes: poolAttributes,
  forward: {
    loops: ([x], windows, { maxOver, within }) => ({
      shape: pooledShape(x, windows),
      element: (...indices) =>
        maxOver(windows.window, (...inner) => {
          const { places, bounds } = elementOf(indices.slice(1, -1), inner, windows, spatialOf(x));
          return within(bounds, () => x.at(...withSpatial(indices, places)), lowest(x.dtype));
        }),
    }),
  },
  // Only a derivative needs the positions, so they are not an output that every forward would compute.
  vjp: ({ inputs: [x], gradient }, windows): VjpThunks => [
    () => windowScatter(gradient, windowArgmax(x, windows), { ...windows, extents: spatialOf(x) }),
  ],
  takes: "x, window, options?",
  call: poolCall("maxPool"),
});
