/** The root of a sum of squares, with a derivative where it is 0. */
import type { Tensor } from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { sqrt } from "../exponential/sqrt.ts";

/** The square root, whose derivative at 0 is 0 and not infinite: the subgradient of a norm, as PyTorch has it. */
export function rootOrZero(squares: Tensor): Tensor {
  const zero = equal(squares, 0);
  return where(zero, 0, sqrt(where(zero, 1, squares)));
}
