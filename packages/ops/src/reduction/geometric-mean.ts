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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => geometricMean(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] }).data); // Float32Array [0.5, 2.884499]
 * ```
 */
export const geometricMean = makeOp({
  name: "geometric_mean",
  attributes: reductionAttributes,
  forward: { composite: ([x], { axes, keepDims }) => exp(mean(log(x), axes, { keepDims })) },
  takes: "x, axes?, options?",
  call: reductionCall("geometricMean"),
});
