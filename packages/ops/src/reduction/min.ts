/** The smallest element; NaN where there is one. */
import { defineOp, normaliseAxes, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { equal } from "../comparison/equal.ts";
import { cast } from "../structure/cast.ts";
import { sum } from "./sum.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { readReduced, reducedExtents, reducedShape, spread } from "./reduced.ts";

/**
 * The smallest element; NaN where there is one. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { min } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => min(x, 1));
 * ```
 */
export const min = defineOp({
  name: "min",
  attributes: { axes: [] as readonly number[], keepDims: false },
  forward: {
    loops: ([x], { axes, keepDims }, { minOver }) => ({
      shape: reducedShape(x.shape, axes, keepDims),
      element: (...outer) =>
        minOver(reducedExtents(x.shape, axes), (...inner) => readReduced(x, axes, keepDims, outer, inner)),
    }),
  },
  vjp: ({ inputs: [x], output, gradient }, { axes }): VjpThunks => [
    () => {
      // Elements that tie share the gradient evenly.
      const best = cast(equal(x, spread(output, x.shape, axes)), x.dtype);
      return mul(
        best,
        spread(div(gradient, sum(best, axes, { keepDims: gradient.shape.length === x.shape.length })), x.shape, axes),
      );
    },
  ],
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<"min", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> =>
      apply([x], {
        axes: normaliseAxes("min", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      })[0] as Tensor<Reduce<S, Axes, Keep>, D>,
});
