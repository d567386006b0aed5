/** The logarithm of the mean of exponentials. */
import { makeOp, sizeOf } from "@rensa/core";
import { sub } from "../arithmetic/sub.ts";
import { logsumexp } from "./logsumexp.ts";
import { reducedExtents } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";

/**
 * `log(mean(exp(x)))`, without overflow. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logMeanExp } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logMeanExp(x, 1));
 * ```
 */
export const logMeanExp = makeOp({
  name: "log_mean_exp",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) =>
      sub(logsumexp(x, axes, { keepDims }), Math.log(sizeOf(reducedExtents(x.shape, axes)))),
  },
  takes: "x, axes?, options?",
  call: reductionCall("logMeanExp"),
});
