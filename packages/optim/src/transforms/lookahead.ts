/**
 * Lookahead: slow weights that follow the fast ones of another optimizer (Zhang et al. 2019, algorithm 1).
 *
 * After every k-th step: slow = slow + alpha (fast - slow); fast = slow.
 */
import { checkOptions, full } from "@rensa/core";
import { add, equal, mul, remainder, sub, where } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import { checkTransform, type Transform } from "./transform.ts";
import { castLike, mapTensors } from "./trees.ts";

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
 * @param optimizer A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a number of steps below 1, and an alpha outside 0 to 1.
 *
 * @example
 * ```ts
 * import { adam, lookahead } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = lookahead(adam(1e-3), { steps: 5, alpha: 0.5 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001, 0.001] } }
 * ```
 */
export function lookahead<Address extends string>(
  optimizer: Transform<Address>,
  options: LookaheadOptions = {},
): Transform<Address | "alpha"> {
  checkTransform("lookahead", optimizer);
  checkOptions("lookahead", options, ["steps", "alpha"]);
  const { steps = 5, alpha = 0.5 } = options;
  expectRange("lookahead", ranges.count, { steps });
  expectRange("lookahead", ranges.share, { alpha });
  return transform({
    name: "lookahead",
    hyperparameters: { alpha: { initial: alpha, ...intervals.share } },
    slots: (parameters) => ({ step: full([], 0, "i32"), slow: parameters }),
    inner: optimizer,
    update: ({ gradients, parameters, slots, hyperparameters, inner }) => {
      const step = add(slots.step, 1);
      const { updates: fast, state } = inner.update({ gradients });
      const isDue = equal(remainder(step, steps), 0);
      const slow = mapTensors(slots.slow, [parameters, fast], (before, parameter, update) => {
        const way = sub(add(parameter, update), before);
        return where(isDue, add(before, mul(way, castLike(hyperparameters.alpha, before))), before);
      });
      const updates = mapTensors(fast, [slow, parameters], (update, target, parameter) =>
        where(isDue, sub(target, parameter), update),
      );
      return { updates, slots: { step, slow }, inner: state };
    },
    evaluated: ({ slots }) => slots.slow,
  });
}
