/** True where the first is not below the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is not below the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { greaterEqual } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => greaterEqual(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [-2, 0, 2] }).data); // Uint8Array [1, 0, 0, 1, 1, 1]
 * ```
 */
export const greaterEqual = makeOp({
  name: "greater_equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.ge(b) },
  result: "bool",
});
