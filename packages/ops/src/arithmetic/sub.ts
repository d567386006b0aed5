/** The difference. */
import { makeOp } from "@rensa/core";
import { neg } from "./neg.ts";

/**
 * The difference.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sub } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => sub(a, b));
 * ```
 */
export const sub = makeOp({
  name: "sub",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.sub(b) },
  vjp: ({ gradient }) => [() => gradient, () => neg(gradient)],
});
