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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => mish(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.2525015, -0.3034015, 0, 0.3752..., 0.8650984, 1.9439...]
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
