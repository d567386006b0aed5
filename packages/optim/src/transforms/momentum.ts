/** Momentum: velocity = momentum * velocity + gradient (Polyak 1964); Nesterov's looks one step ahead (Sutskever et al. 2013). */
import { checkOptions, full, isTensor, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import { add, greater, mul, where } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { castLike, filledLike, mapTensors } from "./trees.ts";

/** How {@link scaleByMomentum} accumulates. */
export interface MomentumOptions {
  /** Use `gradient + momentum * velocity` as the update. Default: false. */
  readonly nesterov?: boolean;
  /** The share of each gradient but the first that is left out of the velocity. Default: 0. */
  readonly dampening?: number;
}

type Empty = Readonly<Record<string, never>>;

/**
 * Accumulates gradients with decay, as PyTorch's `SGD` does. The momentum is the hyperparameter `momentum`.
 *
 * @param momentum How much of the velocity is kept per step, from 0 below 1.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a momentum out of range, a dampening that is not from 0 to 1, and for
 *   Nesterov's momentum with dampening.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByMomentum } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByMomentum(0.9, { nesterov: true }), scaleByLearningRate(0.1));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.095, 0.38] } }
 * ```
 */
export function scaleByMomentum(momentum: number, options: MomentumOptions = {}): Transform<"momentum"> {
  checkOptions("scaleByMomentum", options, ["nesterov", "dampening"]);
  const { nesterov = false, dampening = 0 } = options;
  expectRange("scaleByMomentum", ranges.decay, { "the momentum": momentum });
  expectRange("scaleByMomentum", ranges.share, { "the dampening": dampening });
  if (nesterov && dampening > 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "scaleByMomentum: Nesterov's momentum has no dampening; leave one of them out.",
    );
  }
  // The first gradient counts in full, so dampening has to know which one that is.
  const counts = dampening > 0;
  return transform({
    name: "scaleByMomentum",
    hyperparameters: { momentum: { initial: momentum, ...intervals.decay } },
    slots: (parameters): { readonly step: Tensor | Empty; readonly velocity: TensorTree } => ({
      step: counts ? full([], 0, "i32") : {},
      velocity: filledLike(parameters, 0),
    }),
    update: ({ gradients, slots, hyperparameters }) => {
      const { step } = slots;
      const isLater = isTensor(step) ? greater(step, 0) : null;
      const counted = (gradient: Tensor): Tensor =>
        isLater === null ? gradient : mul(gradient, where(isLater, full([], 1 - dampening, gradient.dtype), 1));
      const kept = (velocity: Tensor): Tensor => mul(velocity, castLike(hyperparameters.momentum, velocity));
      const velocity = mapTensors(gradients, [slots.velocity], (gradient, before) =>
        add(kept(before), counted(gradient)),
      );
      const updates = nesterov
        ? mapTensors(gradients, [velocity], (gradient, now) => add(gradient, kept(now)))
        : velocity;
      return { updates, slots: { step: isTensor(step) ? add(step, 1) : step, velocity } };
    },
  });
}
