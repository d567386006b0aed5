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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logMeanExp(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-0.6910..., 1.3657...]
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
