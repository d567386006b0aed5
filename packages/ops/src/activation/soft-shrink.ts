/** Numbers moved toward 0. */
import { makeOp, number, RensaError, select } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * `x` moved toward 0 by `lambda`, and 0 where `|x| <= lambda`: the proximal operator of the absolute value, as
 * PyTorch's `softshrink`. Default lambda: 0.5.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a negative lambda.
 *
 * @example
 * ```ts
 * import { softShrink } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softShrink(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1.5, -0.5, 0, 0, 0.5, 1.5]
 * ```
 */
export const softShrink = makeOp({
  name: "soft_shrink",
  attributes: { lambda: number(0.5, { minimum: 0 }) },
  forward: { scalar: ([x], { lambda }) => select(x.abs().le(lambda), 0, x.sub(x.sign().mul(lambda))) },
  check: ({ lambda }, [x]) => {
    requireFloat("softShrink", x);
    if (!(lambda >= 0)) {
      throw new RensaError("ATTRIBUTE_INVALID", `softShrink: lambda is ${String(lambda)}; give a number from 0.`);
    }
  },
});
