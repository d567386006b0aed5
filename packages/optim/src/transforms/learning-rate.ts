/** The step against the gradient: updates = -rate * gradients. */
import { full, type Tensor } from "@rensa/core";
import { add, cast, mul, neg } from "@rensa/ops";
import { constantRate, type Schedule } from "../schedules/schedule.ts";
import { childTensor, mapTensors, type Transform } from "./transform.ts";

/**
 * Scales by minus the learning rate, which may be a schedule of the step counter, from 0.
 *
 * @example
 * ```ts
 * import { chain, cosine, scaleByAdam, scaleByLearningRate } from "@rensa/optim";
 *
 * const optimizer = chain(scaleByAdam(), scaleByLearningRate(cosine({ peak: 1e-3, steps: 1000, warmUp: 100 })));
 * ```
 */
export function scaleByLearningRate(rate: number | Schedule): Transform {
  const schedule = typeof rate === "number" ? constantRate(rate) : rate;
  return {
    init: () => ({ step: full([], 0, "i32") }),
    update: (gradients, state) => {
      const step = childTensor(state, "step") as Tensor<readonly [], "i32">;
      const factor = neg(schedule(step));
      const updates = mapTensors(gradients, [], (gradient) => mul(gradient, cast(factor, gradient.dtype)) as Tensor);
      return [updates, { step: add(step, 1) as Tensor }];
    },
  };
}
