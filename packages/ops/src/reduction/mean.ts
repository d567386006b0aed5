/** The mean. */
import { defineOp, normaliseAxes, type DType, type Shape, type Tensor } from "@rensa/core";
import { sizeOf } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { reducedExtents } from "./reduced.ts";
import { sum } from "./sum.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

/**
 * The mean. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { mean } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => mean(x, 1));
 * ```
 */
export const mean = defineOp({
  name: "mean",
  attributes: { axes: [] as readonly number[], keepDims: false },
  forward: {
    composite: ([x], { axes, keepDims }) => div(sum(x, axes, { keepDims }), sizeOf(reducedExtents(x.shape, axes))),
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
      axes?: Axes & AxesCheck<"mean", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> =>
      apply([x], {
        axes: normaliseAxes("mean", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      })[0] as Tensor<Reduce<S, Axes, Keep>, D>,
});
