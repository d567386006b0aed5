/** Sums of all elements so far. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { scan, scanAttributes, scanCall } from "./scan.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The sums of all elements so far along an axis: `y[i] = x[0] + ... + x[i]`. Default axis: the last.
 *
 * `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first is 0.
 * In the dtype of `x`: integers wrap. Sums are formed by halves, whose rounding errors grow with the logarithm of the
 * length. As PyTorch's `cumsum`.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { cumsum } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8) }, ({ x }) => cumsum(x));
 * ```
 */
export const cumsum = makeOp({
  name: "cumsum",
  attributes: scanAttributes,
  forward: { composite: ([x], attributes) => scan(x, attributes, "sum", add) },
  // The transpose sums what comes after.
  vjp: ({ gradient }, { axis, reverse, exclusive }): VjpThunks => [
    () => cumsum(gradient, axis, { reverse: !reverse, exclusive }),
  ],
  check: (_attributes, [x]) => requireNumbers("cumsum", x),
  takes: "x, axis?, options?",
  call: scanCall("cumsum"),
});
