/** What keeps exponentials from overflowing: the largest element taken away. It does not change the result. */
import type { Tensor } from "@rensa/core";
import { sub } from "../arithmetic/sub.ts";
import { max } from "../reduction/max.ts";
import { stopGradient } from "../structure/stop-gradient.ts";

/** The input less its largest element along an axis, which is a constant to differentiation. */
export function shifted(x: Tensor, axis: number): Tensor {
  return sub(x, stopGradient(max(x, axis, { keepDims: true })));
}
