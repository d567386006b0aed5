/** The modified Bessel functions of the first kind, of orders 0 and 1: each is in the derivative of the other. */
import { defineOp, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { scaledBessel0, scaledBessel1, unscaled } from "./bessel-functions.ts";

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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i0(x));
 * ```
 */
export const i0 = defineOp({
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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i1(x));
 * ```
 */
export const i1 = defineOp({
  name: "i1",
  forward: { scalar: ([x]) => unscaled(x, scaledBessel1(x)) },
  vjp: ({ inputs: [x], output, gradient }): VjpThunks => [
    () => {
      const zero = equal(x, 0) as Tensor<Shape, "bool">;
      const safe = where(zero, 1, x) as Tensor;
      const slope = sub(i0(safe), div(where(zero, 0, output) as Tensor, safe));
      return mul(gradient, where(zero, 0.5, slope) as Tensor);
    },
  ],
});
