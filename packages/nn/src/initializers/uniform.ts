/** Uniform numbers. */
import { RensaError } from "@rensa/core";
import { uniform as draw } from "@rensa/ops";
import { checkFinite } from "./checks.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Random numbers from `low` (included) to `high` (excluded), all as likely. Defaults: 0 and 1, as PyTorch's `uniform_`.
 *
 * @param low - The least value.
 * @param high - The bound above.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, uniform } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(4, 1, { initializer: uniform(-0.1, 0.1) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => uniform(-0.1, 0.1)(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.07636..., -0.04827..., -0.008777..., 0.09695...]
 * ```
 */
export function uniform(low = 0, high = 1): Initializer {
  checkFinite("uniform", "low", low);
  checkFinite("uniform", "high", high);
  if (!(low < high)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `uniform: low ${String(low)} is not below high ${String(high)}; swap them.`,
    );
  }
  return (key, shape) => draw(key, shape, low, high);
}
