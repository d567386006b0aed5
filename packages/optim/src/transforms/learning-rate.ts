/** The step against the gradient: updates = -rate * gradients. */
import { cast, mul, neg } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { learningRate } from "./rate-state.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/**
 * Scales by minus the learning rate, which may be a schedule of the step counter, from 0.
 *
 * A number is the hyperparameter `learningRate`; set below 0, it counts as 0. A schedule is multiplied by the hyperparameter `learningRateFactor`,
 * which is 1 until someone changes it. The rate of each step is reported as `learningRate`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a number that is negative or not finite.
 *
 * @example
 * ```ts
 * import { chain, cosine, scaleByAdam, scaleByLearningRate } from "@rensa/optim";
 *
 * const optimizer = chain(scaleByAdam(), scaleByLearningRate(cosine({ peak: 1e-3, steps: 1000, warmUp: 100 })));
 * ```
 */
export function scaleByLearningRate(rate: number | Schedule): Transform {
  const rates = learningRate("scaleByLearningRate", rate);
  return {
    init: (parameters) => rates.init(parameters),
    update: (gradients, state) => {
      const { now, next } = rates.step(state);
      const factor = neg(now);
      return [mapTensors(gradients, [], (gradient) => mul(gradient, cast(factor, gradient.dtype))), next];
    },
  };
}
