/** Random weights whose variance keeps signals as large as they are: what Glorot, He and LeCun have in common. */
import { checkOptions } from "@rensa/core";
import { normal, truncatedNormal, uniform } from "@rensa/ops";
import { checkAbove } from "./checks.ts";
import type { Fans, Initializer } from "./initializer.ts";

/** How {@link varianceScaling} draws. */
export interface VarianceScalingOptions {
  /** What the variance is times the fan, above 0. Default: 1. */
  readonly scale?: number;
  /** By which fan it is divided: inputs, outputs, or the mean of both. Default: `"inputs"`. */
  readonly fan?: "inputs" | "outputs" | "average";
  /** Default: `"uniform"`. The truncated normal lies within two of its deviations before truncation. */
  readonly distribution?: "uniform" | "normal" | "truncatedNormal";
}

/** The standard deviation of the standard normal distribution between -2 and 2. */
const truncatedDeviation = 0.8796256610342398;

/**
 * Random weights of mean 0 and variance `scale / fan`.
 *
 * | Initializer             | `scale` | `fan`       |
 * | ----------------------- | ------- | ----------- |
 * | `glorotUniform/Normal`  | 1       | `"average"` |
 * | `heUniform/Normal`      | 2       | `"inputs"`  |
 * | `lecunUniform/Normal`   | 1       | `"inputs"`  |
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a scale that is not above 0.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, varianceScaling } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: varianceScaling({ scale: 2, fan: "outputs", distribution: "truncatedNormal" }) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => varianceScaling({ scale: 2, fan: "outputs" })(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1.3227..., -0.8362..., -0.1520..., 1.6792...]
 * ```
 */
export function varianceScaling(options: VarianceScalingOptions = {}): Initializer {
  checkOptions("varianceScaling", options, ["scale", "fan", "distribution"]);
  const { scale = 1, fan = "inputs", distribution = "uniform" } = options;
  checkAbove("varianceScaling", "scale", scale);
  return (key, shape, fans) => {
    const deviation = Math.sqrt(scale / Math.max(1, fanOf(fans, fan)));
    if (distribution === "normal") return normal(key, shape, 0, deviation);
    if (distribution === "truncatedNormal") {
      return truncatedNormal(key, shape, { deviation: deviation / truncatedDeviation });
    }
    // A uniform distribution within b has the variance b² / 3.
    const bound = Math.sqrt(3) * deviation;
    return uniform(key, shape, -bound, bound);
  };
}

function fanOf({ inputs, outputs }: Fans, fan: "inputs" | "outputs" | "average"): number {
  if (fan === "average") return (inputs + outputs) / 2;
  return fan === "inputs" ? inputs : outputs;
}
