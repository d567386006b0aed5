/** For layers before tanh, sigmoid or softmax. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(6 / (inputs + outputs))` (Glorot and Bengio 2010; as PyTorch's `xavier_uniform_`). For layers
 * before tanh, sigmoid or softmax.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, glorotUniform } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: glorotUniform() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => glorotUniform()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.9353..., -0.5912..., -0.1075..., 1.1874...]
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
 * import { i32, trace } from "@rensa/core";
 * import { dense, glorotNormal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: glorotNormal() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => glorotNormal()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1.3280..., 0.05777..., -0.6460..., -0.1122...]
 * ```
 */
export function glorotNormal(): Initializer {
  return varianceScaling({ scale: 1, fan: "average", distribution: "normal" });
}
