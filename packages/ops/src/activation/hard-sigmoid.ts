/** The sigmoid made of three lines: clamp(x / 6 + 1 / 2, 0, 1). */
import { defineOp } from "@rensa/core";

/**
 * The sigmoid made of three lines: clamp(x / 6 + 1 / 2, 0, 1).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { hardSigmoid } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardSigmoid(x));
 * ```
 */
export const hardSigmoid = defineOp({
  name: "hard_sigmoid",
  forward: { scalar: ([x]) => x.div(6).add(0.5).max(0).min(1) },
});
