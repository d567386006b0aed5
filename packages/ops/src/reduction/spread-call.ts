/** How measures of spread are called: as reductions, with a correction for samples. */
import { normalizeAxes, number, RensaError, type Apply, type DType, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { reductionAttributes, type ReductionAttributes } from "./reduction-call.ts";

/** What a measure of spread knows: the count of elements is lessened by the correction. */
export interface SpreadAttributes extends ReductionAttributes {
  readonly correction: number;
}

/** The defaults of {@link SpreadAttributes}. */
export const spreadAttributes = { ...reductionAttributes, correction: number(0, { minimum: 0 }) };

/** Refuses what is no correction. */
export function checkCorrection(name: string, correction: number): void {
  if (!(correction >= 0)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: the correction is ${String(correction)}; give a number from 0.`,
    );
  }
}

/** The call of a measure of spread over axes (default: all). */
export function spreadCall<Name extends string>(name: Name) {
  return (apply: Apply<SpreadAttributes>) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<Name, S, Axes>,
      options?: { readonly keepDims?: Keep; readonly correction?: number },
    ): Tensor<Reduce<S, Axes, Keep>, D> => {
      const attributes = {
        axes: normalizeAxes(name, axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
        correction: options?.correction ?? 0,
      };
      return apply([x], attributes);
    };
}
