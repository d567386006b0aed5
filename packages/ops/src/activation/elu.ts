/** x above 0, and `alpha` (exp(x) - 1) below (Clevert et al. 2016). Default alpha: 1. */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * x above 0, and `alpha` (exp(x) - 1) below (Clevert et al. 2016). Default alpha: 1. The derivative at 0 is `alpha`, as in
 * PyTorch's `elu`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { elu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => elu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.8646..., -0.6321..., 0, 0.5, 1, 2]
 * ```
 */
export const elu = makeOp({
  name: "elu",
  attributes: { alpha: 1 },
  forward: {
    // The inner select keeps expm1 from overflowing where it is not taken; min would halve the derivative at 0.
    scalar: ([x], { alpha }) => select(x.gt(0), x, select(x.gt(0), constantScalar(0, x.dtype), x).expm1().mul(alpha)),
  },
});
