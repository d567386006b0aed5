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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfc(x));
 * ```
 */
export const erfc = makeOp({
  name: "erfc",
  forward: { scalar: ([x]) => complementaryError(x) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => mul(gradient, mul(exp(neg(square(x))), -2 / Math.sqrt(Math.PI))),
  ],
});
