/** For layers before relu, which halves the variance. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(6 / inputs)` (He et al. 2015; as PyTorch's `kaiming_uniform_` for relu). For layers before relu,
 * which halves the variance.
 *
 * @example
 * ```ts
 * import { dense, heUniform } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: heUniform() });
 * ```
 */
export function heUniform(): Initializer {
  return varianceScaling({ scale: 2, fan: "inputs", distribution: "uniform" });
}

/**
 * Normal with the standard deviation `sqrt(2 / inputs)` (He et al. 2015; as PyTorch's `kaiming_normal_` for relu), not
 * truncated. For layers before relu, which halves the variance.
 *
 * @example
 * ```ts
 * import { dense, heNormal } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: heNormal() });
 * ```
 */
export function heNormal(): Initializer {
  return varianceScaling({ scale: 2, fan: "inputs", distribution: "normal" });
}
