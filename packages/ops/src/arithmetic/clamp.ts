/** The value, held between two bounds. */
import { constantScalar, defineOp, RensaError, select } from "@rensa/core";

/**
 * The value, held between two bounds. The derivative at a bound is 0; NaN stays NaN. As PyTorch's `clamp` of two numbers.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { clamp } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => clamp(x));
 * ```
 */
export const clamp = defineOp({
  name: "clamp",
  attributes: { min: -Infinity, max: Infinity },
  forward: {
    scalar: ([x], { min, max }) =>
      select(x.le(min), constantScalar(min, x.dtype), select(x.ge(max), constantScalar(max, x.dtype), x)),
  },
  check: ({ min, max }) => {
    if (min > max)
      throw new RensaError("ATTRIBUTE_INVALID", `clamp: min ${String(min)} is above max ${String(max)}; swap them.`);
  },
});
