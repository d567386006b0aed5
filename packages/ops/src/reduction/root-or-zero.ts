/** The square root where 0 has the slope 0: what lengths and deviations need. */
import { type Tensor } from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { sqrt } from "../exponential/sqrt.ts";

/**
 * The square root, whose derivative at 0 is taken as 0, as PyTorch's norms and deviations have it. (That of `sqrt` is
 * infinite, which times the 0 behind it would be NaN.)
 */
export function rootOrZero(x: Tensor): Tensor {
  const zero = equal(x, 0);
  // The inner choice keeps the infinite slope out of the derivative; the outer one would only multiply it by 0.
  return where(zero, 0, sqrt(where(zero, 1, x)));
}
