/** Weight decay: updates + decay * parameters. */
import { checkKind, checkOptions, flattenTree, isTensor } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { castLike, mapTensors, maskOf, pickTensors, type OfParameter } from "./trees.ts";

/** Which parameters decay. */
export interface WeightDecayOptions {
  /** True for the parameters that decay, such as those of rank 2 and more. Default: all. */
  readonly mask?: OfParameter<boolean>;
}

/**
 * Adds a share of the parameters to the updates. After the scaling of an optimizer and before the learning rate it is
 * decoupled weight decay (Loshchilov and Hutter 2019); before the scaling it is the gradient of a penalty of half the
 * decay times the squared parameters. The decay is the hyperparameter `weightDecay`.
 *
 * @param decay - The share of a parameter that is added to its update.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay that is negative or not finite.
 *
 * @example
 * ```ts
 * import { addDecayedWeights, chain, scaleByAdam, scaleByLearningRate } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const mask = (path: string) => !path.endsWith("bias");
 * const optimizer = chain(scaleByAdam(), addDecayedWeights(0.01, { mask }), scaleByLearningRate(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.00101, 0.00098] } }
 * ```
 */
export function addDecayedWeights(decay: number, options: WeightDecayOptions = {}): Transform<"weightDecay"> {
  checkOptions("addDecayedWeights", options, ["mask"]);
  expectRange("addDecayedWeights", ranges.notNegative, { "the decay": decay });
  const { mask } = options;
  if (mask !== undefined) checkKind("addDecayedWeights: the mask", mask, "function");
  return transform({
    name: "addDecayedWeights",
    hyperparameters: { weightDecay: { initial: decay, ...intervals.notNegative } },
    update: ({ gradients, parameters, hyperparameters: { weightDecay } }) => {
      const meant = pickTensors(parameters, mask === undefined ? true : maskOf(parameters, mask));
      const decaying = new Set(flattenTree(meant, isTensor).map(([, parameter]) => parameter));
      const updates = mapTensors(gradients, [parameters], (gradient, parameter) =>
        decaying.has(parameter) ? add(gradient, mul(parameter, castLike(weightDecay, gradient))) : gradient,
      );
      return { updates };
    },
  });
}
