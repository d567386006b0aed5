/** Gradient noise that fades: gradients + N(0, deviation^2 / (1 + step)^fading) (Neelakantan et al. 2015). */
import { checkOptions, constant, full } from "@rensa/core";
import { add, cast, foldIn, mul, normal, pow, type Key } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The constants of {@link addGradientNoise}. */
export interface GradientNoiseOptions {
  /** The power with which the variance falls by the step. Default: 0.55. */
  readonly fading?: number;
  /** Where the random numbers start. Default: 0. */
  readonly seed?: number;
}

/**
 * Adds normal noise to the gradients, less with every step. The deviation is the hyperparameter `noiseDeviation`.
 *
 * @param deviation The standard deviation at the first step.
 * @throws RensaError `ARGUMENT_INVALID` for a negative deviation or fading, or a seed that is no whole number from 0.
 *
 * @example
 * ```ts
 * import { adam, addGradientNoise, chain } from "@rensa/optim";
 *
 * const optimizer = chain(addGradientNoise(0.1, { seed: 1 }), adam(1e-3));
 * console.log(optimizer.addresses); // ["noiseDeviation", "learningRate"]
 * ```
 */
export function addGradientNoise(deviation: number, options: GradientNoiseOptions = {}): Transform<"noiseDeviation"> {
  checkOptions("addGradientNoise", options, ["fading", "seed"]);
  const { fading = 0.55, seed = 0 } = options;
  expectRange("addGradientNoise", ranges.notNegative, { "the deviation": deviation, fading });
  expectRange("addGradientNoise", ranges.natural, { seed });
  return transform({
    name: "addGradientNoise",
    hyperparameters: { noiseDeviation: { initial: deviation, ...intervals.notNegative } },
    slots: () => ({ step: full([], 0, "i32") }),
    update: ({ gradients, slots: { step }, hyperparameters: { noiseDeviation } }) => {
      const start = constant({ shape: [2], dtype: "i32", data: Int32Array.of(seed | 0, 0x6e6f6973) }) as Key;
      const key = foldIn(start, step);
      const time = add(cast(step, noiseDeviation.dtype), 1);
      const scale = mul(noiseDeviation, pow(time, -fading / 2));
      let drawn = 0;
      const updates = mapTensors(gradients, [], (gradient) => {
        const noise = cast(normal(foldIn(key, drawn++), gradient.shape), gradient.dtype);
        return add(gradient, mul(noise, cast(scale, gradient.dtype)));
      });
      return { updates, slots: { step: add(step, 1) } };
    },
  });
}
