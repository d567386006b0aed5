/** The root of the mean square. */
import { makeOp } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { mean } from "./mean.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { rootOrZero } from "./root-or-zero.ts";

/**
 * `sqrt(mean(x^2))`; the derivative where all elements are 0 is 0. Over the given axes (default: all); `keepDims`
 * keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { rootMeanSquare } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => rootMeanSquare(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [1.2909..., 1.3228...]
 * ```
 */
export const rootMeanSquare = makeOp({
  name: "root_mean_square",
  attributes: reductionAttributes,
  forward: { composite: ([x], { axes, keepDims }) => rootOrZero(mean(square(x), axes, { keepDims })) },
  takes: "x, axes?, options?",
  call: reductionCall("rootMeanSquare"),
});
