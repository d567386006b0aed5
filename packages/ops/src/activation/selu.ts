/** The self-normalizing exponential linear unit (Klambauer et al. 2017). */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * The self-normalizing exponential linear unit (Klambauer et al. 2017). The derivative at 0 is that from below, as in
 * PyTorch's `selu`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { selu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => selu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.5201..., -1.1113..., 0, 0.5253..., 1.050701, 2.1014...]
 * ```
 */
export const selu = makeOp({
  name: "selu",
  forward: {
    // The inner select keeps expm1 from overflowing where it is not taken; min would halve the derivative at 0.
    scalar: ([x]) =>
      select(x.gt(0), x, select(x.gt(0), constantScalar(0, x.dtype), x).expm1().mul(1.6732632423543772)).mul(
        1.0507009873554805,
      ),
  },
});
