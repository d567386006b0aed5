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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => max(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 2]
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
