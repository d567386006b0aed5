/** The sum. */
import { defineOp, type VjpThunks } from "@rensa/core";
import { reduceElements, spread } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";

/**
 * The sum. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sum } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sum(x, 1));
 * ```
 */
export const sum = defineOp({
  name: "sum",
  attributes: reductionAttributes,
  forward: { loops: ([x], attributes, { sumOver }) => reduceElements(x, attributes, sumOver) },
  vjp: ({ inputs: [x], gradient }, { axes }): VjpThunks => [() => spread(gradient, x.shape, axes)],
  call: reductionCall("sum"),
});
