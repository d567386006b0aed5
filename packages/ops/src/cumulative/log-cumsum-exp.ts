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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => logCumsumExp(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [0, 0, 0, 0]] });
 * console.log(data); // Float32Array [1, 2.3132..., 3.4076..., 4.44019, 0, 0.6931..., 1.0986..., 1.3862...]
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
