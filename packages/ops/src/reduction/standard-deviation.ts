/** The root mean squared distance from the mean. */
import { makeOp } from "@rensa/core";
import { squaredSpread } from "./centered.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { checkCorrection, spreadAttributes, spreadCall } from "./spread-call.ts";

/**
 * `sqrt(sum((x - mean)^2) / (count - correction))`, the root of {@link variance}. With `correction: 0` (the default) that
 * of the population; with `correction: 1` that of a sample, as PyTorch's `std` has it by default. Where it is 0
 * the derivative is 0; where `correction` is not below the count the result is NaN or infinite. Over the given axes
 * (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or a negative correction.
 *
 * @example
 * ```ts
 * import { standardDeviation } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => standardDeviation(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0.8164..., 0.6236...]
 * ```
 */
export const standardDeviation = makeOp({
  name: "standard_deviation",
  attributes: spreadAttributes,
  forward: { composite: ([x], attributes) => rootOrZero(squaredSpread(x, attributes)) },
  check: ({ correction }) => {
    checkCorrection("standardDeviation", correction);
  },
  takes: "x, axes?, options?",
  call: spreadCall("standardDeviation"),
});
