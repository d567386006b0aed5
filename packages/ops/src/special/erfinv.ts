/** The inverse error function. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { exp } from "../exponential/exp.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * The number whose error function is `x`, as PyTorch's `erfinv`. Infinite at -1 and 1, NaN outside. Its derivative is
 * `sqrt(pi) / 2 exp(erfinv(x)^2)`.
 *
 * Source: Wichura, *Algorithm AS 241: the percentage points of the normal distribution* (1988).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { erfinv } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfinv(x));
 * ```
 */
export const erfinv = makeOp({
  name: "erfinv",
  forward: {
    scalar: ([x]) => normalQuantile(x.mul(0.5), x.abs().neg().add(1).mul(0.5)).mul(Math.SQRT1_2),
  },
  vjp: ({ output, gradient }): VjpThunks => [() => mul(gradient, mul(exp(square(output)), Math.sqrt(Math.PI) / 2))],
});
