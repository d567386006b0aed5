/** How far a step is on its way from one step to another. */
import type { FloatDType, Tensor } from "@rensa/core";
import { cast, clamp, div, sub } from "@rensa/ops";

/** The share of the way from one step to another that a step has made, from 0 to 1. */
export function progress(
  step: Tensor<readonly [], "i32">,
  start: number,
  end: number,
  dtype: FloatDType,
): Tensor<readonly [], FloatDType> {
  return clamp(div(sub(cast(step, dtype), start), end - start), { min: 0, max: 1 });
}
