/** The logarithm of a sum of two exponentials. */
import { defineOp, select, type Tensor, type VjpThunks } from "@rensa/core";
import { sigmoid } from "../activation/sigmoid.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";

/**
 * `log(exp(a) + exp(b))` without overflow, as PyTorch's `logaddexp`. The derivatives are `sigmoid(a - b)` and
 * `sigmoid(b - a)`.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { logaddexp } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => logaddexp(a, b));
 * ```
 */
export const logaddexp = defineOp({
  name: "logaddexp",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      const larger = a.max(b);
      // Two infinities of one sign have no difference.
      return select(a.eq(b), larger.add(Math.LN2), larger.add(a.sub(b).abs().neg().exp().log1p()));
    },
  },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [
    () => mul(gradient, sigmoid(sub(a, b) as Tensor)),
    () => mul(gradient, sigmoid(sub(b, a) as Tensor)),
  ],
  traits: { commutative: true },
});
