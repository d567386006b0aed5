/** For layers before selu, or without an activation. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(3 / inputs)` (LeCun et al. 1998). For layers before selu, or without an activation.
 *
 * @example
 * ```ts
 * import { dense, lecunUniform } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: lecunUniform() });
 * ```
 */
export function lecunUniform(): Initializer {
  return varianceScaling({ scale: 1, fan: "inputs", distribution: "uniform" });
}

/**
 * Normal with the standard deviation `sqrt(1 / inputs)` (LeCun et al. 1998), not truncated. For layers before selu, or
 * without an activation.
 *
 * @example
 * ```ts
 * import { dense, lecunNormal } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: lecunNormal() });
 * ```
 */
export function lecunNormal(): Initializer {
  return varianceScaling({ scale: 1, fan: "inputs", distribution: "normal" });
}
