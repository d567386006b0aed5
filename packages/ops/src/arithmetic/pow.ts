/** A power. The derivative by the exponent is 0 where the base is 0. */
import { defineOp } from "@rensa/core";

/**
 * A power. The derivative by the exponent is 0 where the base is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { pow } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => pow(a, b));
 * ```
 */
export const pow = defineOp({
  name: "pow",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.pow(b) },
});
