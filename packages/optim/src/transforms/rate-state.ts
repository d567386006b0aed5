/** What an optimizer keeps of its learning rate: the counter, the hyperparameter, and the report. */
import { checkKind, full, type FloatDType, type Tensor, type TensorTree } from "@rensa/core";
import { add, cast, maximum, mul } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { child, childTensor } from "./transform.ts";
import { floatOf } from "./trees.ts";

/** A learning rate's state, for whoever scales by one. */
export function learningRate(owner: string, rate: number | Schedule) {
  if (typeof rate === "number") {
    expectRange(owner, ranges.notNegative, { "the learning rate": rate });
    return {
      init: (parameters: TensorTree): TensorTree => ({
        step: full([], 0, "i32"),
        hyperparameters: numbersOf({ learningRate: rate }, parameters),
        reports: numbersOf({ learningRate: rate }, parameters),
      }),
      // No step goes uphill, whatever is set while a training runs. And a value that is computed is reported in place.
      step: (state: TensorTree) => after(state, maximum(hyperparameterOf(state, "learningRate"), 0)),
    };
  }
  checkKind(`${owner}: the learning rate, where it is no number,`, rate, "function");
  return {
    init: (parameters: TensorTree): TensorTree => {
      const step = full([], 0, "i32");
      const hyperparameters = numbersOf({ learningRateFactor: 1 }, parameters);
      return { step, hyperparameters, reports: { learningRate: rateAt(rate, step, floatOf(parameters)) } };
    },
    step: (state: TensorTree) => {
      const factor = hyperparameterOf(state, "learningRateFactor");
      const step = childTensor(state, "step") as Tensor<readonly [], "i32">;
      return after(state, mul(factor, rateAt(rate, step, factor.dtype as FloatDType)) as Tensor);
    },
  };
}

/** What a schedule says, in the dtype that is needed, whatever its own is. */
function rateAt(schedule: Schedule, step: Tensor<readonly [], "i32">, dtype: FloatDType): Tensor {
  return cast(schedule(step, dtype), dtype);
}

/** The rate of a step, and the state after it. */
function after(state: TensorTree, now: Tensor): { readonly now: Tensor; readonly next: TensorTree } {
  const step = add(childTensor(state, "step"), 1);
  return { now, next: { step, hyperparameters: child(state, "hyperparameters"), reports: { learningRate: now } } };
}
