/** Normal numbers. */
import { checkOptions } from "@rensa/core";
import { normal as draw } from "@rensa/ops";
import { checkAbove, checkFinite } from "./checks.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Random numbers of the normal distribution. Defaults: `mean` 0, `deviation` (above 0) 1. As PyTorch's `normal_`.
 *
 * @param options.mean - The center. Default: 0.
 * @param options.deviation - The standard deviation. Default: 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { embedding, normal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const words = embedding(5000, 64, { initializer: normal({ deviation: 0.02 }) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => normal({ deviation: 0.02 })(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.03756..., 0.001634..., -0.01827..., -0.003174...]
 * ```
 */
export function normal(options: { readonly mean?: number; readonly deviation?: number } = {}): Initializer {
  checkOptions("normal", options, ["mean", "deviation"]);
  const { mean = 0, deviation = 1 } = options;
  checkFinite("normal", "mean", mean);
  checkAbove("normal", "deviation", deviation);
  return (key, shape) => draw(key, shape, mean, deviation);
}
