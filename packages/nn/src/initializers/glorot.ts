/** For layers before tanh, sigmoid or softmax. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(6 / (inputs + outputs))` (Glorot and Bengio 2010; as PyTorch's `xavier_uniform_`). For layers
 * before tanh, sigmoid or softmax.
 *
 * @example
 * ```ts
 * import { dense, glorotUniform } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: glorotUniform() });
 * ```
 */
export function glorotUniform(): Initializer {
  return varianceScaling({ scale: 1, fan: "average", distribution: "uniform" });
}

/**
 * Normal with the standard deviation `sqrt(2 / (inputs + outputs))` (Glorot and Bengio 2010; as PyTorch's
 * `xavier_normal_`), not truncated. For layers before tanh, sigmoid or softmax.
 *
 * @example
 * ```ts
 * import { dense, glorotNormal } from "@rensa/nn";
 *
 * const layer = dense(784, 128, { initializer: glorotNormal() });
 * ```
 */
export function glorotNormal(): Initializer {
  return varianceScaling({ scale: 1, fan: "average", distribution: "normal" });
}
