/** The mean squared distance from the mean. */
import { makeOp } from "@rensa/core";
import { squaredSpread } from "./centered.ts";
import { checkCorrection, spreadAttributes, spreadCall } from "./spread-call.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * `sum((x - mean)^2) / (count - correction)`: with `correction: 0` (the default) the population variance, with
 * `correction: 1` that of a sample, as PyTorch's `var` has it by default. Where `correction` is not below the count the
 * result is NaN or infinite. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * Numbers far from 0 lose nothing but their own rounding: distances are taken from the mean as it was rounded, and
 * corrected by their own mean (Chan, Golub and LeVeque 1983). The relative error in float32 is about that of {@link sum}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or a negative correction.
 *
 * @example
 * ```ts
 * import { variance } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => variance(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0.6666..., 0.3888...]
 * ```
 */
export const variance = makeOp({
  name: "variance",
  attributes: spreadAttributes,
  forward: { composite: ([x], attributes) => squaredSpread(x, attributes) },
  check: ({ correction }, [x]) => {
    requireFloat("variance", x);
    checkCorrection("variance", correction);
  },
  takes: "x, axes?, options?",
  call: spreadCall("variance"),
});
