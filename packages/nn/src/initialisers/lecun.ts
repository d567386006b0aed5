/** For layers before selu, or without an activation. */
import type { Initialiser } from "./initialiser.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(3 / inputs)` (LeCun et al. 1998). For layers before selu, or without an activation.
 *
 * @example
 * ```ts
 * import { dense, lecunUniform } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initialiser: lecunUniform() });
 * ```
 */
export function lecunUniform(): Initialiser {
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
 * const layer = dense(784, 128, { initialiser: lecunNormal() });
 * ```
 */
export function lecunNormal(): Initialiser {
  return varianceScaling({ scale: 1, fan: "inputs", distribution: "normal" });
}
