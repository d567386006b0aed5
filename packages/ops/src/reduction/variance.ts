/** The mean squared distance from the mean (the population variance). */
import { defineOp } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { mean } from "./mean.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";

/**
 * The mean squared distance from the mean (the population variance). Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { variance } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => variance(x, 1));
 * ```
 */
export const variance = defineOp({
  name: "variance",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) => mean(square(sub(x, mean(x, axes, { keepDims: true }))), axes, { keepDims }),
  },
  call: reductionCall("variance"),
});
