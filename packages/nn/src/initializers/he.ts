/** For layers before relu, which halves the variance. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(6 / inputs)` (He et al. 2015; as PyTorch's `kaiming_uniform_` for relu). For layers before relu,
 * which halves the variance.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, heUniform } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: heUniform() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => heUniform()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1.3227..., -0.8362..., -0.1520..., 1.6792...]
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
 * import { i32, trace } from "@rensa/core";
 * import { dense, heNormal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: heNormal() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => heNormal()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1.8781..., 0.08170..., -0.9136..., -0.1587...]
 * ```
 */
export function heNormal(): Initializer {
  return varianceScaling({ scale: 2, fan: "inputs", distribution: "normal" });
}
