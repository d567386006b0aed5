/** The difference. */
import { makeOp } from "@rensa/core";
import { neg } from "./neg.ts";

/**
 * The difference.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { sub } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => sub(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [-3, -3, -4, -0.5, -1, -2]
 * ```
 */
export const sub = makeOp({
  name: "sub",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.sub(b) },
  vjp: ({ gradient }) => [() => gradient, () => neg(gradient)],
});
