/** Normal numbers without the tails. */
import { checkOptions, RensaError } from "@rensa/core";
import { truncatedNormal as draw } from "@rensa/ops";
import { checkAbove, checkFinite } from "./checks.ts";
import type { Initializer } from "./initializer.ts";

/** How a {@link truncatedNormal} is drawn. */
export interface TruncatedNormalOptions {
  /** The center before truncation. Default: 0. */
  readonly mean?: number;
  /** The standard deviation before truncation, above 0. Default: 1. */
  readonly deviation?: number;
  /** The least, counted in deviations from the mean. Default: -2. */
  readonly lower?: number;
  /** The greatest, counted in deviations from the mean. Default: 2. */
  readonly upper?: number;
}

/**
 * Random numbers of the normal distribution given that they lie between two bounds. Between -2 and 2 deviations what is
 * left has 0.8796 of the deviation. (PyTorch's `trunc_normal_` counts its bounds in absolute numbers.)
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { embedding, truncatedNormal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const positions = embedding(196, 192, { initializer: truncatedNormal({ deviation: 0.02 }) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => truncatedNormal({ deviation: 0.02 })(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.02201..., -0.01228..., -0.002103..., 0.03566...]
 * ```
 */
export function truncatedNormal(options: TruncatedNormalOptions = {}): Initializer {
  checkOptions("truncatedNormal", options, ["mean", "deviation", "lower", "upper"]);
  const { mean = 0, deviation = 1, lower = -2, upper = 2 } = options;
  checkFinite("truncatedNormal", "mean", mean);
  checkAbove("truncatedNormal", "deviation", deviation);
  if (!(lower < upper)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `truncatedNormal: lower ${String(lower)} is not below upper ${String(upper)}; swap them.`,
    );
  }
  return (key, shape) => draw(key, shape, { mean, deviation, lower, upper });
}
