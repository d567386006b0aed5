/** What the floor division leaves; it has the sign of the divisor. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { floorDivide } from "./floor-divide.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * What the floor division leaves: a - b floor(a / b), exact however large the quotient. It has the sign of the divisor, as
 * PyTorch's `remainder`. The derivative by b is -floor(a / b).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { remainder } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => remainder(a, b));
 * ```
 */
export const remainder = makeOp({
  name: "remainder",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.rem(b) },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [() => gradient, () => neg(mul(gradient, floorDivide(a, b)))],
});
