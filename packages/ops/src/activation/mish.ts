/** x * tanh(softplus(x)) (Misra 2019). */
import { makeOp, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { tanh } from "../trigonometric/tanh.ts";
import { sigmoid } from "./sigmoid.ts";
import { softplus } from "./softplus.ts";

/**
 * x * tanh(softplus(x)) (Misra 2019).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { mish } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => mish(x));
 * ```
 */
export const mish = makeOp({
  name: "mish",
  forward: { scalar: ([x]) => x.mul(x.max(0).add(x.abs().neg().exp().log1p()).tanh()) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => {
      const gate = tanh(softplus(x));
      return mul(gradient, add(gate, mul(mul(sub(1, square(gate)), sigmoid(x)), x)));
    },
  ],
});
