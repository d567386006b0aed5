/** The largest of all elements so far. */
import { makeOp } from "@rensa/core";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { extremeCall, scanExtreme } from "./extreme.ts";
import { scanAttributes } from "./scan.ts";

/**
 * The largest of all elements so far along an axis, and where they stand: `values[i] = max(x[0], ..., x[i])` and
 * `values[i] = x[indices[i]]`. Default axis: the last.
 *
 * Of equal elements the one reached last counts, for the index and for the gradient; so does the last NaN, if there is
 * one. `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first value is
 * -Infinity (of integers, their least) and its index -1. As PyTorch's `cummax`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { cummax } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => cummax(x).values);
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2, 9], [4, 8, 6, 5]] }).data); // Float32Array [3, 3, 3, 9, 4, 8, 8, 8]
 * ```
 */
export const cummax = makeOp({
  name: "cummax",
  attributes: scanAttributes,
  forward: { composite: ([x], attributes) => scanExtreme(x, attributes, "max", greaterEqual) },
  takes: "x, axis?, options?",
  call: extremeCall("cummax"),
});
