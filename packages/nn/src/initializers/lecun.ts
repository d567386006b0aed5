/** For layers before selu, or without an activation. */
import type { Initializer } from "./initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/**
 * Uniform within `sqrt(3 / inputs)` (LeCun et al. 1998). For layers before selu, or without an activation.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, lecunUniform } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: lecunUniform() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => lecunUniform()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.9353..., -0.5912..., -0.1075..., 1.1874...]
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
 * import { i32, trace } from "@rensa/core";
 * import { dense, lecunNormal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(784, 128, { initializer: lecunNormal() });
 * const drawn = trace({ key: i32(2) }, ({ key }) => lecunNormal()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1.3280..., 0.05777..., -0.6460..., -0.1122...]
 * ```
 */
export function lecunNormal(): Initializer {
  return varianceScaling({ scale: 1, fan: "inputs", distribution: "normal" });
}
