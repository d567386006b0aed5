/** x times the sigmoid of 1.702 x. */
import { defineOp } from "@rensa/core";

/**
 * `x sigmoid(1.702 x)`: the cheap approximation of {@link gelu} (Hendrycks and Gimpel 2016, section 2) that CLIP uses.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { quickGelu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => quickGelu(x));
 * ```
 */
export const quickGelu = defineOp({
  name: "quick_gelu",
  forward: {
    scalar: ([x]) =>
      x.mul(
        x
          .mul(1.702 / 2)
          .tanh()
          .add(1)
          .mul(0.5),
      ),
  },
});
