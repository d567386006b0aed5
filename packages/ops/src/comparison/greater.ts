/** True where the first is above the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is above the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { greater } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => greater(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [-2, 0, 2] }).data); // Uint8Array [0, 0, 0, 1, 1, 0]
 * ```
 */
export const greater = makeOp({
  name: "greater",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.gt(b) },
  result: "bool",
});
