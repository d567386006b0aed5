/** The logistic function of an element. */
import { select, type Scalar } from "@rensa/core";

/** 1 / (1 + exp(-x)), as the quotient of 1 or exp(-|x|) by 1 + exp(-|x|): no power overflows, no digits cancel. */
export function logistic(x: Scalar): Scalar {
  const power = x.abs().neg().exp();
  return select(x.ge(0), 1, power).div(power.add(1));
}
