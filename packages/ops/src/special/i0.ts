/** The modified Bessel functions of the first kind, of orders 0 and 1: each is in the derivative of the other. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { scaledBessel0, scaledBessel1Ratio, scaledBessel1, unscaled } from "./bessel-functions.ts";

/**
 * The modified Bessel function of the first kind of order 0, as PyTorch's `special.i0`. It grows like `exp(|x|)`;
 * {@link i0e} does not. Its derivative is {@link i1}.
 *
 * Source: Chebyshev expansions computed from the definition, DLMF 10.25.2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { i0 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i0(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [2.2795..., 1.2660..., 1, 1.0634..., 1.2660..., 2.2795...]
 * ```
 */
export const i0 = makeOp({
  name: "i0",
  forward: { scalar: ([x]) => unscaled(x, scaledBessel0(x)) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, i1(x))],
});

/**
 * The modified Bessel function of the first kind of order 1, as PyTorch's `special.i1`. Its derivative is `i0(x) -
 * i1(x) / x`, one half at 0.
 *
 * Source: Chebyshev expansions computed from the definition, DLMF 10.25.2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { i1 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i1(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.5906..., -0.5651..., 0, 0.2578..., 0.5651..., 1.5906...]
 * ```
 */
export const i1 = makeOp({
  name: "i1",
  forward: { scalar: ([x]) => unscaled(x, scaledBessel1(x)) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, i1Slope(x))],
});

/**
 * The derivative of {@link i1}, `I0(x) - I1(x) / x`, whose quotient is one polynomial, so that nothing is divided by 0.
 *
 * @internal
 */
export const i1Slope = makeOp({
  name: "i1_slope",
  forward: { scalar: ([x]) => unscaled(x, scaledBessel0(x).sub(scaledBessel1Ratio(x))) },
});
