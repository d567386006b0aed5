/** x * hardSigmoid(x) (Howard et al. 2019). */
import { constantScalar, makeOp, select } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * x * hardSigmoid(x) (Howard et al. 2019). The derivative at -3 is 0 and at 3 it is 1, as in PyTorch's `hardswish`. At
 * -infinity it is its limit 0, where PyTorch has NaN.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { hardSwish } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardSwish(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.3333..., -0.3333..., 0, 0.2916..., 0.6666..., 1.6666...]
 * ```
 */
export const hardSwish = makeOp({
  name: "hard_swish",
  forward: {
    scalar: ([x]) => {
      const [isLow, isHigh] = [x.le(-3), x.ge(3)];
      // What is not taken has a derivative too, which must not be 0 times infinity.
      const held = select(isLow.or(isHigh), constantScalar(0, x.dtype), x);
      return select(isLow, constantScalar(0, x.dtype), select(isHigh, x, held.mul(held.div(6).add(0.5))));
    },
  },
  check: (_attributes, [x]) => requireFloat("hardSwish", x),
});
