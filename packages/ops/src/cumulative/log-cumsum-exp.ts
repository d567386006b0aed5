/** Logarithms of the sums of exponentials of all elements so far. */
import { makeOp } from "@rensa/core";
import { logaddexp } from "../exponential/logaddexp.ts";
import { scan, scanAttributes, scanCall } from "./scan.ts";

/**
 * The logarithms of the sums of the exponentials of all elements so far along an axis: `y[i] = log(exp(x[0]) + ... + exp(x[i]))`. Default axis: the last.
 *
 * `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first is -Infinity.
 * Without overflow, and without underflow beside large elements. As PyTorch's `logcumsumexp`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logCumsumExp } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8) }, ({ x }) => logCumsumExp(x));
 * ```
 */
export const logCumsumExp = makeOp({
  name: "log_cumsum_exp",
  attributes: scanAttributes,
  // The identity of the sum in logarithms is that of the maximum: -Infinity.
  forward: { composite: ([x], attributes) => scan(x, attributes, "max", logaddexp) },
  takes: "x, axis?, options?",
  call: scanCall("logCumsumExp"),
});
