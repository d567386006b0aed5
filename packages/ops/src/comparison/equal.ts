/** True where both are equal; NaN equals nothing. */
import { makeOp } from "@rensa/core";

/**
 * True where both are equal; NaN equals nothing.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { equal } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => equal(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [-2, 0, 2] }).data); // Uint8Array [1, 0, 0, 0, 0, 1]
 * ```
 */
export const equal = makeOp({
  name: "equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.eq(b) },
  result: "bool",
  traits: { commutative: true },
});
