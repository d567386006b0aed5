/** The largest element of windows over one axis. */
import { maxPool } from "@rensa/ops";
import { poolLayer } from "./pool-layer.ts";

/**
 * The largest element of each window: `[batch, length, channels]` to `[batch, outLength, channels]`, as the op
 * `maxPool` says. It has no parameters.
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
 * import { maxPool1d } from "@rensa/nn";
 *
 * const layer = maxPool1d(2);
 * const traced = trace({ x: f32(8, 100, 4), key: i32(2) }, ({ x, key }) =>
 *   layer.apply({}, x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 50, 4], dtype: "f32" }
 * ```
 */
export const maxPool1d = poolLayer("maxPool1d", 1, maxPool);
