/** One minus the error function. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { square } from "../arithmetic/square.ts";
import { complementaryError } from "../special/erfc-scaled.ts";
import { exp } from "./exp.ts";

/**
 * One minus the error function, without cancellation far above 0. Its derivative is `-2 / sqrt(pi) exp(-x^2)`. As
 * PyTorch's `erfc`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { erfc } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfc(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [1.9953..., 1.842701, 1, 0.4795, 0.1572992, 0.0046...]
 * ```
 */
export const erfc = makeOp({
  name: "erfc",
  forward: { scalar: ([x]) => complementaryError(x) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => mul(gradient, mul(exp(neg(square(x))), -2 / Math.sqrt(Math.PI))),
  ],
});
