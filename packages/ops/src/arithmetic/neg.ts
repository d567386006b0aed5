/** The negative. */
import { makeOp, type VjpThunks } from "@rensa/core";

/**
 * The negative.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { neg } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => neg(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [2, 1, 0, -0.5, -1, -2]
 * ```
 */
export const neg = makeOp({
  name: "neg",
  forward: { scalar: ([x]) => x.neg() },
  vjp: ({ gradient }): VjpThunks => [() => neg(gradient)],
});
