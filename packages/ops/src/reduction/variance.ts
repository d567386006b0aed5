/** The mean squared distance from the mean (the population variance). */
import { defineOp, normaliseAxes, type DType, type Shape, type Tensor } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { mean } from "./mean.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

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
  attributes: { axes: [] as readonly number[], keepDims: false },
  forward: {
    composite: ([x], { axes, keepDims }) => mean(square(sub(x, mean(x, axes, { keepDims: true }))), axes, { keepDims }),
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
      axes?: Axes & AxesCheck<"variance", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> =>
      apply([x], {
        axes: normaliseAxes("variance", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      })[0] as Tensor<Reduce<S, Axes, Keep>, D>,
});
