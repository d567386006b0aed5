/**
 * Adam: gradients scaled by their running moments (Kingma and Ba 2015, algorithm 1).
 *
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; update = m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon).
 */
import { checkOptions } from "@rensa/core";
import type { TensorTree } from "@rensa/core";
import { add, cast, div, maximum, mul, sqrt } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { correction, nextMoments, startOfMoments, type MomentSlots } from "./moments.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/** The constants of Adam. */
export interface AdamOptions {
  /** Decay of the first moment. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment. Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default: 1e-8. */
  readonly epsilon?: number;
  /** Divide by the largest second moment so far (Reddi et al. 2018), as PyTorch does. Default: false. */
  readonly amsgrad?: boolean;
}

/**
 * Scales gradients by their running moments.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and a negative epsilon.
 *
 * @example
 * ```ts
 * import { addDecayedWeights, chain, scaleByAdam, scaleByLearningRate } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByAdam({ amsgrad: true }), addDecayedWeights(0.01), scaleByLearningRate(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.00101, 0.00098] } }
 * ```
 */
export function scaleByAdam(options: AdamOptions = {}): Transform<never> {
  checkOptions("scaleByAdam", options, ["beta1", "beta2", "epsilon", "amsgrad"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false } = options;
  expectRange("scaleByAdam", ranges.decay, { beta1, beta2 });
  expectRange("scaleByAdam", ranges.notNegative, { epsilon });
  return transform({
    name: "scaleByAdam",
    slots: (parameters): MomentSlots & { readonly largest: TensorTree } => ({
      ...startOfMoments(parameters),
      largest: amsgrad ? filledLike(parameters, 0) : {},
    }),
    update: ({ gradients, slots }) => {
      const { time, moments } = nextMoments(gradients, slots, beta1, beta2);
      const largest = amsgrad ? mapTensors(moments.second, [slots.largest], (v, before) => maximum(v, before)) : {};
      const [correction1, correction2] = [correction(beta1, time), correction(beta2, time)];
      const updates = mapTensors(moments.first, [amsgrad ? largest : moments.second], (m, v) => {
        const mean = mul(m, cast(correction1, m.dtype));
        const deviation = sqrt(mul(v, cast(correction2, m.dtype)));
        return div(mean, add(deviation, epsilon));
      });
      return { updates, slots: { ...moments, largest } };
    },
  });
}
