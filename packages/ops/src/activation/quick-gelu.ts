/** x times the sigmoid of 1.702 x. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { logistic } from "./logistic.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * `x sigmoid(1.702 x)`: the cheap approximation of {@link gelu} (Hendrycks and Gimpel 2016, section 2) that CLIP uses.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { quickGelu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => quickGelu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.0643..., -0.1542..., 0, 0.3503..., 0.8457..., 1.9356...]
 * ```
 */
export const quickGelu = makeOp({
  name: "quick_gelu",
  forward: {
    scalar: ([x]) => x.mul(logistic(x.mul(1.702))),
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => {
      const share = sigmoid(mul(x, 1.702));
      // In this order, so that the largest number times 0 is 0 and no infinity comes between.
      return mul(gradient, add(share, mul(mul(mul(share, sub(1, share)), x), 1.702)));
    },
  ],
});
