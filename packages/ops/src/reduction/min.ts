/** The smallest element; NaN where there is one. */
import { makeOp } from "@rensa/core";
import { reduceElements } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { shareAmongTies } from "./ties.ts";

/**
 * The smallest element; NaN where there is one. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { min } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => min(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-2, 0.5]
 * ```
 */
export const min = makeOp({
  name: "min",
  attributes: reductionAttributes,
  forward: { loops: ([x], attributes, { minOver }) => reduceElements(x, attributes, minOver) },
  vjp: shareAmongTies,
  takes: "x, axes?, options?",
  call: reductionCall("min"),
});
