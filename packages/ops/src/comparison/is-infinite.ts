/** True for the two infinities. */
import { makeOp } from "@rensa/core";

/**
 * True for the two infinities, false for NaN and finite numbers, as PyTorch's `isinf`.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { isInfinite } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isInfinite(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[NaN, 1, Infinity], [0, -Infinity, 2]] }).data); // Uint8Array [0, 0, 1, 0, 1, 0]
 * ```
 */
export const isInfinite = makeOp({
  name: "is_infinite",
  forward: { scalar: ([x]) => x.isFinite().not().and(x.eq(x)) },
  result: "bool",
});
