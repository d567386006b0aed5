/**
 * Adadelta: gradients scaled by the length of past updates beside that of past gradients (Zeiler 2012, algorithm 1).
 *
 * v = decay v + (1 - decay) g^2; update = sqrt(d + epsilon) / sqrt(v + epsilon) g; d = decay d + (1 - decay) update^2.
 */
import { checkOptions } from "@rensa/core";
import type { Tensor } from "@rensa/core";
import { add, div, mul, sqrt } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { nextSquareMean } from "./moments.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/** The constants of {@link scaleByAdadelta}. */
export interface ScaleByAdadeltaOptions {
  /** Decay of both means; PyTorch's rho. Default: 0.9. */
  readonly decay?: number;
  /** Added below both roots; what the first step is made of. Default: 1e-6. */
  readonly epsilon?: number;
}

/**
 * Scales gradients by the root mean square of past updates over that of past gradients.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and an epsilon that is not positive.
 *
 * @example
 * ```ts
 * import { chain, scaleByAdadelta, scaleByLearningRate } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByAdadelta(), scaleByLearningRate(1));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.003162..., 0.003162...] } }
 * ```
 */
export function scaleByAdadelta(options: ScaleByAdadeltaOptions = {}): Transform<never> {
  checkOptions("scaleByAdadelta", options, ["decay", "epsilon"]);
  const { decay = 0.9, epsilon = 1e-6 } = options;
  expectRange("scaleByAdadelta", ranges.decay, { "the decay": decay });
  expectRange("scaleByAdadelta", ranges.positive, { epsilon });
  const rooted = (square: Tensor): Tensor => sqrt(add(square, epsilon));
  return transform({
    name: "scaleByAdadelta",
    slots: (parameters) => ({ gradients: filledLike(parameters, 0), updates: filledLike(parameters, 0) }),
    update: ({ gradients, slots }) => {
      const squares = nextSquareMean(slots.gradients, gradients, decay);
      const updates = mapTensors(gradients, [squares, slots.updates], (g, v, d) => mul(div(rooted(d), rooted(v)), g));
      return { updates, slots: { gradients: squares, updates: nextSquareMean(slots.updates, updates, decay) } };
    },
  });
}

/**
 * Adadelta, as PyTorch's `Adadelta`.
 *
 * @param rate Default: 1.
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adadelta } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = adadelta();
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.003162..., 0.003162...] } }
 * ```
 */
export function adadelta(
  rate: number | Schedule = 1,
  options: ScaleByAdadeltaOptions & PenaltyOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("adadelta", options, ["decay", "epsilon", "weightDecay"]);
  const { weightDecay, ...rest } = options;
  return chain(...penalty(weightDecay), scaleByAdadelta(rest), scaleByRateOf("adadelta", rate));
}
