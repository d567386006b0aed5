/** Running means of gradients and of their squares, and the correction of their start at 0. */
import { full, type Tensor, type TensorTree } from "@rensa/core";
import { add, cast, div, expm1, mul, square } from "@rensa/ops";
import { child, childTensor } from "./transform.ts";
import { filledLike, floatOf, mapTensors } from "./trees.ts";

/** `decay * mean + (1 - decay) * value`. */
export function decayed(mean: Tensor, value: Tensor, decay: number): Tensor {
  return add(mul(mean, decay), mul(value, 1 - decay));
}

/** The means in a state, taken a step on with gradients. */
export function nextMean(state: TensorTree, name: string, gradients: TensorTree, decay: number): TensorTree {
  return mapTensors(gradients, [child(state, name)], (g, mean) => decayed(mean, g, decay));
}

/** The means of squares in a state, taken a step on with gradients. */
export function nextSquareMean(state: TensorTree, name: string, gradients: TensorTree, decay: number): TensorTree {
  return mapTensors(gradients, [child(state, name)], (g, mean) => decayed(mean, square(g), decay));
}

/** A counter and both means before the first step. */
export function startOfMoments(parameters: TensorTree) {
  return { step: full([], 0, "i32"), first: filledLike(parameters, 0), second: filledLike(parameters, 0) };
}

/** A counter and both means after a step, and the number of the step, from 1, in the gradients' float. */
export function nextMoments(gradients: TensorTree, state: TensorTree, beta1: number, beta2: number) {
  const step = add(childTensor(state, "step"), 1);
  return {
    time: cast(step, floatOf(gradients)),
    moments: {
      step,
      first: nextMean(state, "first", gradients, beta1),
      second: nextSquareMean(state, "second", gradients, beta2),
    },
  };
}

/**
 * `1 / (1 - decay^time)`: what a mean that started at 0 is multiplied by. One division for all elements. A difference of
 * numbers near 1 would lose digits, so it is `-expm1(time * log(decay))`.
 */
export function correction(decay: number, time: Tensor): Tensor {
  if (decay === 0) return full([], 1, time.dtype);
  return div(-1, expm1(mul(time, Math.log(decay))));
}
