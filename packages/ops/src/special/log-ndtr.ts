/** The logarithm of the normal distribution function. */
import { defineOp, select, type Tensor, type VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { scaledErfc, normalDistribution } from "./erfc-scaled.ts";
import { erfcx } from "./erfcx.ts";

/**
 * The logarithm of {@link ndtr}, which stays finite where that underflows: about `-x^2 / 2` far below 0, as PyTorch's
 * `special.log_ndtr`. Its derivative is `sqrt(2 / pi) / erfcx(-x / sqrt(2))`.
 *
 * Source: Cody, *Rational Chebyshev approximations for the error function* (1969).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logNdtr } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logNdtr(x));
 * ```
 */
export const logNdtr = defineOp({
  name: "log_ndtr",
  forward: {
    scalar: ([x]) => {
      const low = scaledErfc(x.mul(-Math.SQRT1_2)).mul(0.5).log().sub(x.mul(x).mul(0.5));
      return select(x.lt(-1), low, normalDistribution(x.neg()).neg().log1p());
    },
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => mul(gradient, div(Math.sqrt(2 / Math.PI), erfcx(mul(x, -Math.SQRT1_2) as Tensor))),
  ],
});
