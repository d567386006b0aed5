/** The Manhattan distance of two vectors. */
import { makeOp, wholeNumber } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { sub } from "../arithmetic/sub.ts";
import { sum } from "../reduction/sum.ts";
import { checkAxisFromEnd, alongCall } from "./distance-call.ts";

/**
 * The sum of absolute differences along an axis. x and y broadcast; the axis (default: the last) goes. The derivative
 * of a difference of 0 is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { manhattanDistance } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => manhattanDistance(x, y));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] }).data); // Float32Array [2, 7]
 * ```
 */
export const manhattanDistance = makeOp({
  name: "manhattan_distance",
  inputs: ["x", "y"],
  attributes: { axis: wholeNumber(-1) },
  forward: {
    composite: ([x, y], { axis }) => sum(abs(sub(x, y)), axis),
  },
  check: ({ axis }, inputs) => {
    checkAxisFromEnd("manhattanDistance", axis, inputs);
  },
  takes: "x, y, axis?",
  call: alongCall("manhattanDistance"),
});
