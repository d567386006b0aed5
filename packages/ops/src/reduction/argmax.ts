/** Where the largest element stands. */
import { anyAxis, makeOp } from "@rensa/core";
import { positionCall, positionOf } from "./positions.ts";

/**
 * The position of the largest element along an axis, the first of several; i32. Integers carry no gradient. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { argmax } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => argmax(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2], [5, 9, 7]] }).data); // Int32Array [0, 1]
 * ```
 */
export const argmax = makeOp({
  name: "argmax",
  attributes: { axis: anyAxis() },
  forward: { loops: ([x], { axis }, tools) => positionOf(x, axis, tools.maxOver, tools) },
  nonDifferentiable: "positions are integers",
  takes: "x, axis?",
  call: positionCall("argmax"),
});
