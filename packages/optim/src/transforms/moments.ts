/** Running means of gradients and of their squares, and the correction of their start at 0. */
import { full, type Tensor, type TensorTree } from "@rensa/core";
import { add, cast, div, expm1, mul, square } from "@rensa/ops";
import { filledLike, floatOf, mapTensors } from "./trees.ts";

/** `decay * mean + (1 - decay) * value`. */
export function decayed(mean: Tensor, value: Tensor, decay: number): Tensor {
  return add(mul(mean, decay), mul(value, 1 - decay));
}

/** Means, taken a step on with gradients. */
export function nextMean(means: TensorTree, gradients: TensorTree, decay: number): TensorTree {
  return mapTensors(gradients, [means], (g, mean) => decayed(mean, g, decay));
}

/** Means of squares, taken a step on with gradients. */
export function nextSquareMean(means: TensorTree, gradients: TensorTree, decay: number): TensorTree {
  return mapTensors(gradients, [means], (g, mean) => decayed(mean, square(g), decay));
}

/** A counter and both means. */
export type MomentSlots = Readonly<{ step: Tensor<readonly [], "i32">; first: TensorTree; second: TensorTree }>;

/** A counter and both means before the first step. */
export function startOfMoments(parameters: TensorTree): MomentSlots {
  return { step: full([], 0, "i32"), first: filledLike(parameters, 0), second: filledLike(parameters, 0) };
}

/** A counter and both means after a step, and the number of the step, from 1, in the gradients' float. */
export function nextMoments(gradients: TensorTree, slots: MomentSlots, beta1: number, beta2: number) {
  const step = add(slots.step, 1);
  const moments: MomentSlots = {
    step,
    first: nextMean(slots.first, gradients, beta1),
    second: nextSquareMean(slots.second, gradients, beta2),
  };
  return { time: cast(step, floatOf(gradients)), moments };
}

/**
 * `1 / (1 - decay^time)`: what a mean that started at 0 is multiplied by. One division for all elements. A difference of
 * numbers near 1 would lose digits, so it is `-expm1(time * log(decay))`.
 */
export function correction(decay: number, time: Tensor): Tensor {
  if (decay === 0) return full([], 1, time.dtype);
  return div(-1, expm1(mul(time, Math.log(decay))));
}
