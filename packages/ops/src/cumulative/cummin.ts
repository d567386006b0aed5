/** The smallest of all elements so far. */
import { makeOp } from "@rensa/core";
import { lessEqual } from "../comparison/less-equal.ts";
import { extremeCall, scanExtreme } from "./extreme.ts";
import { scanAttributes } from "./scan.ts";

/**
 * The smallest of all elements so far along an axis, and where they stand: `values[i] = min(x[0], ..., x[i])` and
 * `values[i] = x[indices[i]]`. Default axis: the last.
 *
 * Of equal elements the one reached last counts, for the index and for the gradient; so does the last NaN, if there is
 * one. `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first value is
 * Infinity (of integers, their greatest) and its index -1. As PyTorch's `cummin`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { cummin } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => cummin(x).values);
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2, 9], [4, 8, 6, 5]] }).data); // Float32Array [3, 1, 1, 1, 4, 4, 4, 4]
 * ```
 */
export const cummin = makeOp({
  name: "cummin",
  attributes: scanAttributes,
  forward: { composite: ([x], attributes) => scanExtreme(x, attributes, "min", lessEqual) },
  takes: "x, axis?, options?",
  call: extremeCall("cummin"),
});
