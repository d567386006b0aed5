/** The larger of two; NaN where one is NaN. At a tie each has half of the gradient. */
import { makeOp } from "@rensa/core";

/**
 * The larger of two; NaN where one is NaN. At a tie each has half of the gradient.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { maximum } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => maximum(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [-2, 0, 2] });
 * console.log(data); // Float32Array [-2, 0, 2, 0.5, 1, 2]
 * ```
 */
export const maximum = makeOp({
  name: "maximum",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.max(b) },
  traits: { commutative: true },
});
