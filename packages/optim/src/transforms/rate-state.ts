/** The learning rate of an optimizer: the hyperparameter, what it is at a step, and the report. */
import { callUserCode, full, refuseArgument, type FloatDType, type Tensor, type TensorTree } from "@rensa/core";
import { cast, maximum, mul } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, intervals, ranges } from "../ranges.ts";
import type { FirstValue } from "./scalars.ts";
import type { Hyperparameter } from "./transform.ts";
import { floatOf } from "./trees.ts";

/** The addresses of a learning rate: of a number, or of what a schedule is multiplied by. */
export type RateAddress = "learningRate" | "learningRateFactor";

/** A learning rate, for whoever scales by one. */
export interface LearningRate {
  /** One of the two. */
  readonly hyperparameters: Readonly<Record<RateAddress, Hyperparameter>>;
  readonly reports: { readonly learningRate: FirstValue };
  /** The rate of a step, counted from 0. */
  at(step: Tensor<readonly [], "i32">, hyperparameters: Readonly<Record<RateAddress, Tensor>>): Tensor;
}

/** A learning rate that is a number, or a schedule. */
export function learningRate(owner: string, rate: number | Schedule): LearningRate {
  if (typeof rate === "number") {
    expectRange(owner, ranges.notNegative, { "the learning rate": rate });
    return {
      hyperparameters: only({ learningRate: { initial: rate, ...intervals.notNegative } }),
      reports: { learningRate: rate },
      // A value that is computed is reported in place. And no step goes uphill, whatever a snapshot holds.
      at: (_step, { learningRate: now }) => maximum(now, 0),
    };
  }
  if (typeof rate !== "function") {
    refuseArgument(`${owner}: the learning rate`, rate, "a number such as 1e-3, or a schedule");
  }
  return {
    hyperparameters: only({ learningRateFactor: { initial: 1, ...intervals.notNegative } }),
    reports: {
      learningRate: (parameters: TensorTree) => rateAt(rate, full([], 0, "i32"), floatOf(parameters)),
    },
    at: (step, { learningRateFactor: factor }) =>
      mul(factor, rateAt(rate, step, factor.dtype === "f64" ? "f64" : "f32")),
  };
}

/** `at` reads the one that there is; which it is depends on the rate, of which the types of optimizers know nothing. */
function only(one: Readonly<Partial<Record<RateAddress, Hyperparameter>>>): LearningRate["hyperparameters"] {
  return one as LearningRate["hyperparameters"];
}

/** What a schedule says, in the dtype that is needed, whatever its own is. */
function rateAt(schedule: Schedule, step: Tensor<readonly [], "i32">, dtype: FloatDType): Tensor {
  return cast(
    callUserCode("The schedule", () => schedule(step, dtype)),
    dtype,
  );
}
