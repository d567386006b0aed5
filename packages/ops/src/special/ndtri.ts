/** The quantiles of the normal distribution. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { exp } from "../exponential/exp.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * The number below which the standard normal distribution has the probability `p`: the inverse of {@link ndtr}, as
 * PyTorch's `special.ndtri`. Infinite at 0 and 1, NaN outside. Its derivative is one over the density.
 *
 * Source: Wichura, *Algorithm AS 241: the percentage points of the normal distribution* (1988).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { ndtri } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ p: f32(2, 3) }, ({ p }) => ndtri(p));
 * const program = await compile(traced);
 * const { data } = program.run({ p: [[0.9, 0.2, 0.6], [0.4, 0.5, 0.1]] });
 * console.log(data); // Float32Array [1.2815..., -0.8416..., 0.2533..., -0.2533..., 0, -1.2815...]
 * ```
 */
export const ndtri = makeOp({
  name: "ndtri",
  inputs: ["p"],
  forward: { scalar: ([p]) => normalQuantile(p.sub(0.5), p.min(p.neg().add(1))) },
  vjp: ({ output, gradient }): VjpThunks => [
    () => mul(gradient, mul(exp(mul(square(output), 0.5)), Math.sqrt(2 * Math.PI))),
  ],
});
