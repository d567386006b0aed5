/** The square of the difference. */
import { makeOp } from "@rensa/core";

/**
 * The square of the difference.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { squaredDifference } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => squaredDifference(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [9, 9, 16, 0.25, 1, 4]
 * ```
 */
export const squaredDifference = makeOp({
  name: "squared_difference",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.sub(b).mul(a.sub(b)) },
  traits: { commutative: true },
});
