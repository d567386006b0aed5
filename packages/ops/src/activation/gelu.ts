/** x times the normal distribution function of x (Hendrycks and Gimpel 2016); `approximate: "tanh"` is the formula with tanh. */
import { makeOp, oneOf } from "@rensa/core";

/**
 * x times the normal distribution function of x (Hendrycks and Gimpel 2016); `approximate: "tanh"` is the formula with tanh.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { gelu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => gelu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.04550028, -0.1586..., 0, 0.3457..., 0.8413..., 1.9545]
 * ```
 */
export const gelu = makeOp({
  name: "gelu",
  attributes: { approximate: oneOf(["none", "tanh"], "none") },
  forward: {
    scalar: ([x], { approximate }) =>
      approximate === "tanh"
        ? x.mul(0.5).mul(
            x
              .add(x.mul(x).mul(x).mul(0.044715))
              .mul(Math.sqrt(2 / Math.PI))
              .tanh()
              .add(1),
          )
        : x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1)),
  },
});
