/** The Euclidean distance of two vectors. */
import { makeOp, wholeNumber } from "@rensa/core";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { sum } from "../reduction/sum.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { checkAxisFromEnd, alongCall } from "./distance-call.ts";

/**
 * The root of the sum of squared differences along an axis. x and y broadcast; the axis (default: the last) goes. The
 * derivative of a distance of 0 is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { euclideanDistance } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => euclideanDistance(x, y));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] }).data); // Float32Array [2, 5]
 * ```
 */
export const euclideanDistance = makeOp({
  name: "euclidean_distance",
  inputs: ["x", "y"],
  attributes: { axis: wholeNumber(-1) },
  forward: {
    composite: ([x, y], { axis }) => rootOrZero(sum(squaredDifference(x, y), axis)),
  },
  check: ({ axis }, inputs) => {
    checkAxisFromEnd("euclideanDistance", axis, inputs);
  },
  takes: "x, y, axis?",
  call: alongCall("euclideanDistance"),
});
