/**
 * A running mean of the weights, which is what is evaluated (Polyak and Juditsky 1992; as a decayed mean, Tarvainen and
 * Valpola 2017): mean = decay mean + (1 - decay) parameters, from the first parameters.
 */
import { checkOptions } from "@rensa/core";
import { add, mul, sub } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import { checkTransform, type Transform } from "./transform.ts";
import { castLike, mapTensors } from "./trees.ts";

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
 * @param optimizer A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1.
 *
 * @example
 * ```ts
 * import { adam, averageWeights } from "@rensa/optim";
 *
 * const optimizer = averageWeights(adam(1e-3), { decay: 0.99 });
 * console.log(optimizer.addresses); // ["averageDecay", "learningRate"]
 * ```
 */
export function averageWeights<Address extends string>(
  optimizer: Transform<Address>,
  options: AverageWeightsOptions = {},
): Transform<Address | "averageDecay"> {
  checkTransform("averageWeights", optimizer);
  checkOptions("averageWeights", options, ["decay"]);
  const { decay = 0.999 } = options;
  expectRange("averageWeights", ranges.decay, { "the decay": decay });
  return transform({
    name: "averageWeights",
    hyperparameters: { averageDecay: { initial: decay, ...intervals.decay } },
    slots: (parameters) => ({ average: parameters }),
    inner: optimizer,
    update: ({ gradients, parameters, slots, hyperparameters: { averageDecay }, inner }) => {
      const { updates, state } = inner.update({ gradients });
      const average = mapTensors(slots.average, [parameters, updates], (before, parameter, update) => {
        const now = add(parameter, update);
        return add(now, mul(sub(before, now), castLike(averageDecay, before)));
      });
      return { updates, slots: { average }, inner: state };
    },
    evaluated: ({ slots }) => slots.average,
  });
}
