/** Clipping by value: no element of a gradient is beyond a bound (as PyTorch's `clip_grad_value_`). */
import { maximum, minimum, neg } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { castLike, mapTensors } from "./trees.ts";

/**
 * Limits every element of the gradients to `-bound ... bound`. The bound is the hyperparameter `clipValue`.
 *
 * @param bound - The largest magnitude that stays as it is.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a bound that is not positive.
 *
 * @example
 * ```ts
 * import { chain, clipByValue, sgd } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(clipByValue(0.5), sgd(0.1));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.05, 0.05] } }
 * ```
 */
export function clipByValue(bound: number): Transform<"clipValue"> {
  expectRange("clipByValue", ranges.positive, { "the bound": bound });
  return transform({
    name: "clipByValue",
    hyperparameters: { clipValue: { initial: bound, ...intervals.positive } },
    update: ({ gradients, hyperparameters: { clipValue } }) => ({
      updates: mapTensors(gradients, [], (gradient) => {
        const limit = castLike(clipValue, gradient);
        return minimum(maximum(gradient, neg(limit)), limit);
      }),
    }),
  });
}
