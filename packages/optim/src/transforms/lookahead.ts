/**
 * Lookahead: slow weights that follow the fast ones of another optimizer (Zhang et al. 2019, algorithm 1).
 *
 * After every k-th step: slow = slow + alpha (fast - slow); fast = slow.
 */
import { checkOptions, full, type TensorTree } from "@rensa/core";
import { add, equal, mul, remainder, sub, where } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { checkTransform, child, childTensor, type Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The constants of {@link lookahead}. */
export interface LookaheadOptions {
  /** Steps of the inner optimizer between two of the slow weights. Default: 5. */
  readonly steps?: number;
  /** How far the slow weights go towards the fast ones. Default: 0.5. */
  readonly alpha?: number;
}

/**
 * Lets an optimizer run ahead, and goes a part of its way. The slow weights are what is evaluated; the inner optimizer's
 * state stays as it is. `alpha` is a hyperparameter.
 *
 * @param inner A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a number of steps below 1, and an alpha outside 0 to 1.
 *
 * @example
 * ```ts
 * import { adam, lookahead } from "@rensa/optim";
 *
 * const optimizer = lookahead(adam(1e-3), { steps: 5, alpha: 0.5 });
 * ```
 */
export function lookahead(inner: Transform, options: LookaheadOptions = {}): Transform {
  checkTransform("lookahead", inner);
  checkOptions("lookahead", options, ["steps", "alpha"]);
  const { steps = 5, alpha = 0.5 } = options;
  expectRange("lookahead", ranges.count, { steps });
  expectRange("lookahead", ranges.share, { alpha });
  return {
    init: (parameters) => ({
      step: full([], 0, "i32"),
      slow: mapTensors(parameters, [], (parameter) => parameter),
      hyperparameters: numbersOf({ alpha }, parameters),
      inner: inner.init(parameters),
    }),
    update: (gradients, state, parameters, context) => {
      const step = add(childTensor(state, "step"), 1);
      const [fast, next] = inner.update(gradients, child(state, "inner"), parameters, context);
      const isDue = equal(remainder(step, steps), 0);
      const slow = mapTensors(child(state, "slow"), [parameters, fast], (before, parameter, update) => {
        const way = sub(add(parameter, update), before);
        const moved = add(before, mul(way, hyperparameterOf(state, "alpha", before)));
        return where(isDue, moved, before);
      });
      const updates = mapTensors(fast, [slow, parameters], (update, target, parameter) =>
        where(isDue, sub(target, parameter), update),
      );
      return [updates, { step, slow, hyperparameters: child(state, "hyperparameters"), inner: next }];
    },
    evaluated: (state: TensorTree) => child(state, "slow"),
  };
}
