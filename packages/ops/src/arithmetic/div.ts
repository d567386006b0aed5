/** The quotient; of integers it truncates toward zero. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * The quotient; of integers it truncates toward zero.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { div } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => div(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [-2, -0.5, 0, 0.5, 0.5, 0.5]
 * ```
 */
export const div = makeOp({
  name: "div",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.div(b) },
  vjp: ({ inputs: [, b], output, gradient }): VjpThunks => [
    () => div(gradient, b),
    () => neg(div(mul(gradient, output), b)),
  ],
});
