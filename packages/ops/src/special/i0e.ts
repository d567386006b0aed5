/** The scaled modified Bessel functions of the first kind, of orders 0 and 1: each is in the derivative of the other. */
import { defineOp, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sign } from "../arithmetic/sign.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { scaledBessel0, scaledBessel1 } from "./bessel-functions.ts";

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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i0e(x));
 * ```
 */
export const i0e = defineOp({
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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => i1e(x));
 * ```
 */
export const i1e = defineOp({
  name: "i1e",
  forward: { scalar: ([x]) => scaledBessel1(x) },
  vjp: ({ inputs: [x], output, gradient }): VjpThunks => [
    () => {
      const zero = equal(x, 0) as Tensor<Shape, "bool">;
      const safe = where(zero, 1, x) as Tensor;
      const slope = sub(i0e(safe), mul(where(zero, 0, output) as Tensor, add(sign(safe), div(1, safe)) as Tensor));
      return mul(gradient, where(zero, 0.5, slope) as Tensor);
    },
  ],
});
