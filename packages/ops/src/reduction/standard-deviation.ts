/** The root mean squared distance from the mean. */
import { defineOp, type DType, normaliseAxes, number, RensaError, type Shape, sizeOf, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { mean } from "./mean.ts";
import { reducedExtents } from "./reduced.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { sum } from "./sum.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { reductionAttributes } from "./reduction-call.ts";

/**
 * `sqrt(sum((x - mean)^2) / (count - correction))`. With `correction: 0` (the default) that of the population, the
 * root of {@link variance}; with `correction: 1` that of a sample, as PyTorch's `std` has it by default. Where it is 0
 * the derivative is 0; where `correction` is not below the count the result is NaN or infinite. Over the given axes
 * (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or a negative correction.
 *
 * @example
 * ```ts
 * import { standardDeviation } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => standardDeviation(x, 1));
 * ```
 */
export const standardDeviation = defineOp({
  name: "standard_deviation",
  attributes: { ...reductionAttributes, correction: number(0, { minimum: 0 }) },
  forward: {
    composite: ([x], { axes, keepDims, correction }) => {
      const squares = sum(square(sub(x, mean(x, axes, { keepDims: true }))), axes, { keepDims });
      const count = sizeOf(reducedExtents(x.shape, axes));
      return rootOrZero(div(squares as Tensor, Math.max(count - correction, 0)));
    },
  },
  check: ({ correction }) => {
    if (!(correction >= 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `standardDeviation: the correction is ${String(correction)}; give a number from 0.`,
      );
    }
  },
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<"standardDeviation", S, Axes>,
      options?: { readonly keepDims?: Keep; readonly correction?: number },
    ): Tensor<Reduce<S, Axes, Keep>, D> => {
      const attributes = {
        axes: normaliseAxes("standardDeviation", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
        correction: options?.correction ?? 0,
      };
      return apply([x], attributes)[0] as Tensor<Reduce<S, Axes, Keep>, D>;
    },
});
