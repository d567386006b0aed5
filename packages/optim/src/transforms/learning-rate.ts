/** The step against the gradient: updates = -rate * gradients. */
import { full } from "@rensa/core";
import { add, cast, mul, neg } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { learningRate, type RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/**
 * Scales by minus the learning rate, which may be a schedule of the step counter, from 0.
 *
 * A number is the hyperparameter `learningRate`, from 0. A schedule is multiplied by the hyperparameter `learningRateFactor`,
 * which is 1 until someone changes it. The rate of each step is reported as `learningRate`.
 *
 * @param rate - The rate, or a schedule of it.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a number that is negative or not finite.
 *
 * @example
 * ```ts
 * import { chain, cosine, scaleByAdam, scaleByLearningRate } from "@rensa/optim";
 *
 * const optimizer = chain(scaleByAdam(), scaleByLearningRate(cosine({ peak: 1e-3, steps: 1000, warmUp: 100 })));
 * console.log(optimizer.addresses); // ["learningRateFactor"]
 * ```
 */
export function scaleByLearningRate(rate: number | Schedule): Transform<RateAddress> {
  return scaleByRateOf("scaleByLearningRate", rate);
}

/** The same for an optimizer, whose name refusals of the rate have. */
export function scaleByRateOf(owner: string, rate: number | Schedule): Transform<RateAddress> {
  const rates = learningRate(owner, rate);
  return transform({
    name: "scaleByLearningRate",
    hyperparameters: rates.hyperparameters,
    slots: () => ({ step: full([], 0, "i32") }),
    reports: rates.reports,
    update: ({ gradients, slots: { step }, hyperparameters }) => {
      const now = rates.at(step, hyperparameters);
      const factor = neg(now);
      return {
        updates: mapTensors(gradients, [], (gradient) => mul(gradient, cast(factor, gradient.dtype))),
        slots: { step: add(step, 1) },
        reports: { learningRate: now },
      };
    },
  });
}
