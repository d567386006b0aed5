/** The scaled modified Bessel functions of the first kind, of orders 0 and 1: each is in the derivative of the other. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sign } from "../arithmetic/sign.ts";
import { sub } from "../arithmetic/sub.ts";
import { scaledBessel0, scaledBessel1, scaledBessel1Ratio } from "./bessel-functions.ts";

/**
 * `exp(-|x|)` times the modified Bessel function of the first kind of order 0, as PyTorch's `special.i0e`. Its
 * derivative is `i1e(x) - sign(x) i0e(x)`.
 *
 * Source: Chebyshev expansions computed from the definition, DLMF 10.25.2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { i0e } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i0e(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.3085..., 0.4657..., 1, 0.6450..., 0.4657..., 0.3085...]
 * ```
 */
export const i0e = makeOp({
  name: "i0e",
  forward: { scalar: ([x]) => scaledBessel0(x) },
  vjp: ({ inputs: [x], output, gradient }): VjpThunks => [() => mul(gradient, sub(i1e(x), mul(sign(x), output)))],
});

/**
 * `exp(-|x|)` times the modified Bessel function of the first kind of order 1, as PyTorch's `special.i1e`. Its
 * derivative is `i0e(x) - i1e(x) (sign(x) + 1 / x)`, one half at 0.
 *
 * Source: Chebyshev expansions computed from the definition, DLMF 10.25.2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { i1e } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i1e(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.2152..., -0.2079..., 0, 0.1564..., 0.2079..., 0.2152...]
 * ```
 */
export const i1e = makeOp({
  name: "i1e",
  forward: { scalar: ([x]) => scaledBessel1(x) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, i1eSlope(x))],
});

/**
 * The derivative of {@link i1e}, of which the quotient by x is one polynomial, so that nothing is divided by 0.
 *
 * @internal
 */
export const i1eSlope = makeOp({
  name: "i1e_slope",
  forward: {
    scalar: ([x]) => scaledBessel0(x).sub(scaledBessel1(x).mul(x.sign())).sub(scaledBessel1Ratio(x)),
  },
});
