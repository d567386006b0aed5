/** The sum. */
import { makeOp } from "@rensa/core";

/**
 * The sum.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { add } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => add(a, b));
 * ```
 */
export const add = makeOp({
  name: "add",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.add(b) },
  vjp: ({ gradient }) => [() => gradient, () => gradient],
  traits: { commutative: true },
});
