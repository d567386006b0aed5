/** The quotient; of integers it truncates toward zero. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * The quotient; of integers it truncates toward zero.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { div } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => div(a, b));
 * ```
 */
export const div = makeOp({
  name: "div",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.div(b) },
  vjp: ({ inputs: [, b], output, gradient }): VjpThunks => [
    () => div(gradient, b),
    () => neg(div(mul(gradient, output), b)),
  ],
});
