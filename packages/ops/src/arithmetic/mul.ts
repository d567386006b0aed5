/** The product. */
import { makeOp, type VjpThunks } from "@rensa/core";

/**
 * The product.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { mul } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => mul(a, b));
 * ```
 */
export const mul = makeOp({
  name: "mul",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.mul(b) },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [() => mul(gradient, b), () => mul(gradient, a)],
  traits: { commutative: true },
});
