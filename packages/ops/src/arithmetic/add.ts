/** The sum. */
import { makeOp } from "@rensa/core";

/**
 * The sum.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { add } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => add(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [-1, 1, 4, 1.5, 3, 6]
 * ```
 */
export const add = makeOp({
  name: "add",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.add(b) },
  vjp: ({ gradient }) => [() => gradient, () => gradient],
  traits: { commutative: true },
});
