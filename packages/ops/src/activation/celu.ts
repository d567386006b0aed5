/** The continuously differentiable exponential linear unit. */
import { makeOp, RensaError, select } from "@rensa/core";

/**
 * `x` above 0, `alpha (exp(x / alpha) - 1)` up to it: an {@link elu} whose slope is 1 at 0 for every alpha (Barron
 * 2017), as PyTorch's `celu`. Default alpha: 1.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for alpha 0, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { celu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => celu(x, { alpha: 0.5 }));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.4908..., -0.4323..., 0, 0.5, 1, 2]
 * ```
 */
export const celu = makeOp({
  name: "celu",
  attributes: { alpha: 1 },
  forward: {
    scalar: ([x], { alpha }) => {
      // Only what is not above 0 goes through the exponential, or its overflow would become NaN in the derivative.
      const negative = select(x.gt(0), 0, x);
      return select(x.gt(0), x, negative.div(alpha).expm1().mul(alpha));
    },
  },
  check: ({ alpha }) => {
    if (!(Number.isFinite(alpha) && alpha !== 0)) {
      throw new RensaError("ATTRIBUTE_INVALID", `celu: alpha is ${String(alpha)}; give a finite number other than 0.`);
    }
  },
});
