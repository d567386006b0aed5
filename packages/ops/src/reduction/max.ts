/** The largest element; NaN where there is one. */
import { makeOp } from "@rensa/core";
import { reduceElements } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { shareAmongTies } from "./ties.ts";

/**
 * The largest element; NaN where there is one. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { max } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => max(x, 1));
 * ```
 */
export const max = makeOp({
  name: "max",
  attributes: reductionAttributes,
  forward: { loops: ([x], attributes, { maxOver }) => reduceElements(x, attributes, maxOver) },
  vjp: shareAmongTies,
  takes: "x, axes?, options?",
  call: reductionCall("max"),
});
