/** How reductions are called: axes and `keepDims` become attributes, and the shape of the result is computed in the type. */
import { anyAxes, type Apply, type DType, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

/** What a reduction knows: the axes counted from the front, ascending. */
export interface ReductionAttributes {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** The defaults of {@link ReductionAttributes}; the call always gives both. */
export const reductionAttributes = { axes: anyAxes(), keepDims: false };

/** The call of a reduction over axes (default: all). */
export function reductionCall<Name extends string>(name: Name) {
  return (apply: Apply<ReductionAttributes>) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<Name, S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> => {
      const attributes = { axes: normalizeAxes(name, axes, x.shape.length), keepDims: options?.keepDims ?? false };
      return apply([x], attributes);
    };
}
