/** What turns a cross-entropy into a focal loss. */
import type { Tensor } from "@rensa/core";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { pow } from "../arithmetic/pow.ts";

/** The loss times `miss ** gamma`, where `miss` is the probability that is not given to the target. */
export function focused(loss: Tensor, miss: Tensor, gamma: number): Tensor {
  if (gamma === 0) return loss;
  // A power below 1 is infinitely steep at 0, where the loss is 0 too: held off, the gradient is 0 and not NaN.
  return mul(loss, pow(gamma < 1 ? maximum(miss, 1e-30) : miss, gamma));
}
