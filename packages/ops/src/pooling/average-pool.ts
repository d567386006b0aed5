/** The mean of each window. */
import { makeOp, full, sizeOf, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { poolCall } from "./pool-call.ts";
import { poolAttributes, spatialOf } from "./pool-windows.ts";
import { windowSum } from "./window-sum.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * The mean of each window over the spatial axes of `x` `[batch, ...spatial, channels]`. `window` is one number or one
 * per spatial axis, of which there can be any number from one; `strides` likewise (default: the window). Along each axis,
 * with `padding` p on both sides together, `out = floor((extent + p - window) / stride) + 1`.
 *
 * `padding`: `"valid"` (the default), none; `"same"`, TensorFlow's, by which `out = ceil(extent / stride)`; a number, on
 * every side; or one `[before, after]` per spatial axis. Padding does not count: the mean is that of the elements of `x`
 * in the window, as in TensorFlow (and PyTorch with `count_include_pad=False`).
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { averagePool } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 28, 28, 32) }, ({ x }) => averagePool(x, 3, { strides: 2, padding: "same" }));
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export const averagePool = makeOp({
  name: "average_pool",
  attributes: poolAttributes,
  forward: {
    composite: ([x], windows) => {
      const { window, extents, low, strides } = windows;
      const spatial = spatialOf(x);
      const isPadded = spatial.some((extent, axis) => {
        const [first = 0, count = 1, stride = 1] = [low[axis], extents[axis], strides[axis]];
        return first > 0 || (count - 1) * stride + (window[axis] ?? 1) - first > extent;
      });
      const ones = (): Tensor => full([1, ...spatial, 1], 1, x.dtype);
      return div(windowSum(x, windows), isPadded ? windowSum(ones(), windows) : sizeOf(window));
    },
  },
  check: (_attributes, [x]) => requireFloat("averagePool", x),
  takes: "x, window, options?",
  call: poolCall("averagePool"),
});
