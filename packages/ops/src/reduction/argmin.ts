/** Where the smallest element stands. */
import { anyAxis, makeOp } from "@rensa/core";
import { positionCall, positionOf } from "./positions.ts";

/**
 * The position of the smallest element along an axis, the first of several; i32. Integers carry no gradient. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { argmin } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => argmin(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2], [5, 9, 7]] }).data); // Int32Array [1, 0]
 * ```
 */
export const argmin = makeOp({
  name: "argmin",
  attributes: { axis: anyAxis() },
  forward: { loops: ([x], { axis }, tools) => positionOf(x, axis, tools.minOver, tools) },
  nonDifferentiable: "positions are integers",
  takes: "x, axis?",
  call: positionCall("argmin"),
});
