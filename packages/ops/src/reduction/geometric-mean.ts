/** The mean of a product. */
import { makeOp } from "@rensa/core";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { mean } from "./mean.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";

/**
 * `exp(mean(log(x)))`: the n-th root of the product of n elements, without overflow. 0 where one is 0, NaN where one
 * is negative. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { geometricMean } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => geometricMean(x, 1));
 * ```
 */
export const geometricMean = makeOp({
  name: "geometric_mean",
  attributes: reductionAttributes,
  forward: { composite: ([x], { axes, keepDims }) => exp(mean(log(x), axes, { keepDims })) },
  takes: "x, axes?, options?",
  call: reductionCall("geometricMean"),
});
