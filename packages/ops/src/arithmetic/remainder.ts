/** What the floor division leaves; it has the sign of the divisor. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { floorDivide } from "./floor-divide.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * What the floor division leaves: a - b floor(a / b), exact however large the quotient. It has the sign of the divisor, as
 * PyTorch's `remainder`. The derivative by b is -floor(a / b).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { remainder } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => remainder(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[-5, -1, 0], [5.5, 1, 2]], b: [3, 2, 4] }).data); // Float32Array [1, 1, 0, 2.5, 1, 2]
 * ```
 */
export const remainder = makeOp({
  name: "remainder",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.rem(b) },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [() => gradient, () => neg(mul(gradient, floorDivide(a, b)))],
});
