/** The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x (Abramowitz and Stegun 7.1.1). */
import { makeOp } from "@rensa/core";

/**
 * The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x (Abramowitz and Stegun 7.1.1).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { erf } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erf(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.9953..., -0.8427008, 0, 0.5204999, 0.8427008, 0.9953...]
 * ```
 */
export const erf = makeOp({
  name: "erf",
  forward: { scalar: ([x]) => x.erf() },
});
