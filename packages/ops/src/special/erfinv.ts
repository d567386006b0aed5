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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfinv(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.1, 0.3, 0.5], [0.6, 0.8, 0.9]] });
 * console.log(data); // Float32Array [0.0888..., 0.2724..., 0.4769..., 0.5951..., 0.9061..., 1.1630...]
 * ```
 */
export const erfinv = makeOp({
  name: "erfinv",
  forward: {
    scalar: ([x]) => normalQuantile(x.mul(0.5), x.abs().neg().add(1).mul(0.5)).mul(Math.SQRT1_2),
  },
  vjp: ({ output, gradient }): VjpThunks => [() => mul(gradient, mul(exp(square(output)), Math.sqrt(Math.PI) / 2))],
});
