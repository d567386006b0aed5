/** The logarithm of the odds. */
import { defineOp, number, RensaError, select } from "@rensa/core";

/**
 * `log(p / (1 - p))`, the inverse of {@link sigmoid}, as PyTorch's `logit`. With an `epsilon` above 0, `p` is first
 * held between `epsilon` and `1 - epsilon`, where the derivative is 0. Default: 0, which is infinite at 0 and 1, and
 * NaN outside.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an epsilon out of range, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logit } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ p: f32(2, 3) }, ({ p }) => logit(p));
 * ```
 */
export const logit = defineOp({
  name: "logit",
  inputs: ["p"],
  attributes: { epsilon: number(0, { minimum: 0, below: 0.5 }) },
  forward: {
    scalar: ([p], { epsilon }) => {
      const held = epsilon === 0 ? p : select(p.lt(epsilon), epsilon, select(p.gt(1 - epsilon), 1 - epsilon, p));
      return held.div(held.neg().add(1)).log();
    },
  },
  check: ({ epsilon }) => {
    if (!(epsilon >= 0 && epsilon < 0.5)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `logit: epsilon is ${String(epsilon)}; give a number from 0 to below one half.`,
      );
    }
  },
});
