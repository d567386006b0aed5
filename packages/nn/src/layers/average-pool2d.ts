/** The mean of windows over two axes. */
import { averagePool } from "@rensa/ops";
import { poolLayer } from "./pool-layer.ts";

/**
 * The mean of each window: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`, as the op
 * `averagePool` says: padding does not count. `window` is one number, or a pair of height and width. It has no
 * parameters.
 *
 * Defaults: strides as the window, padding `"valid"`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a window that is no whole number from 1; in `apply`, `RANK_MISMATCH`,
 *   `SHAPE_MISMATCH` and `ATTRIBUTE_INVALID` as the op.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { averagePool2d } from "@rensa/nn";
 *
 * const layer = averagePool2d(3, { strides: 2, padding: "same" });
 * const traced = trace({ x: f32(8, 28, 28, 32), key: i32(2) }, ({ x, key }) =>
 *   layer.apply({}, x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export const averagePool2d = poolLayer("averagePool2d", 2, averagePool);
