/** Numbers near 0 become 0. */
import { makeOp, number, RensaError, select } from "@rensa/core";

/**
 * `x` where `|x| > lambda`, else 0, as PyTorch's `hardshrink`. Default lambda: 0.5.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a negative lambda.
 *
 * @example
 * ```ts
 * import { hardShrink } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardShrink(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-2, -1, 0, 0, 1, 2]
 * ```
 */
export const hardShrink = makeOp({
  name: "hard_shrink",
  attributes: { lambda: number(0.5, { minimum: 0 }) },
  forward: { scalar: ([x], { lambda }) => select(x.abs().le(lambda), 0, x) },
  check: ({ lambda }) => {
    if (!(lambda >= 0)) {
      throw new RensaError("ATTRIBUTE_INVALID", `hardShrink: lambda is ${String(lambda)}; give a number from 0.`);
    }
  },
});
