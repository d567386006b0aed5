/** The sum. */
import { defineOp, normaliseAxes, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { readReduced, reducedExtents, reducedShape, spread } from "./reduced.ts";

/**
 * The sum. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sum } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sum(x, 1));
 * ```
 */
export const sum = defineOp({
  name: "sum",
  attributes: { axes: [] as readonly number[], keepDims: false },
  forward: {
    loops: ([x], { axes, keepDims }, { sumOver }) => ({
      shape: reducedShape(x.shape, axes, keepDims),
      element: (...outer) =>
        sumOver(reducedExtents(x.shape, axes), (...inner) => readReduced(x, axes, keepDims, outer, inner)),
    }),
  },
  vjp: ({ inputs: [x], gradient }, { axes }): VjpThunks => [() => spread(gradient, x.shape, axes)],
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<"sum", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> =>
      apply([x], {
        axes: normaliseAxes("sum", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      })[0] as Tensor<Reduce<S, Axes, Keep>, D>,
});
