/**
 * A running mean of the weights, which is what is evaluated (Polyak and Juditsky 1992; as a decayed mean, Tarvainen and
 * Valpola 2017): mean = decay mean + (1 - decay) parameters, from the first parameters.
 */
import { checkOptions } from "@rensa/core";
import type { TensorTree } from "@rensa/core";
import { add, mul, sub } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { checkTransform, child, type Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The constants of {@link averageWeights}. */
export interface AverageWeightsOptions {
  /** How much of the mean is kept per step. Default: 0.999. */
  readonly decay?: number;
}

/**
 * Keeps a decayed mean of the parameters that a transform makes, as PyTorch's `AveragedModel` with `get_ema_avg_fn`. The
 * mean is evaluated in place of the parameters; training goes on with these. The decay is the hyperparameter
 * `averageDecay`.
 *
 * @param transform A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1.
 *
 * @example
 * ```ts
 * import { adam, averageWeights } from "@rensa/optim";
 *
 * const optimizer = averageWeights(adam(1e-3), { decay: 0.99 });
 * ```
 */
export function averageWeights(transform: Transform, options: AverageWeightsOptions = {}): Transform {
  checkTransform("averageWeights", transform);
  checkOptions("averageWeights", options, ["decay"]);
  const { decay = 0.999 } = options;
  expectRange("averageWeights", ranges.decay, { "the decay": decay });
  return {
    init: (parameters) => ({
      average: mapTensors(parameters, [], (parameter) => parameter),
      hyperparameters: numbersOf({ averageDecay: decay }, parameters),
      inner: transform.init(parameters),
    }),
    update: (gradients, state, parameters, context) => {
      const [updates, next] = transform.update(gradients, child(state, "inner"), parameters, context);
      const average = mapTensors(child(state, "average"), [parameters, updates], (before, parameter, update) => {
        const now = add(parameter, update);
        const kept = mul(sub(before, now), hyperparameterOf(state, "averageDecay", before));
        return add(now, kept);
      });
      return [updates, { average, hyperparameters: child(state, "hyperparameters"), inner: next }];
    },
    evaluated: (state: TensorTree) => child(state, "average"),
  };
}
