/** The sigmoid made of three lines: clamp(x / 6 + 1 / 2, 0, 1). */
import { constantScalar, makeOp, select } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * The sigmoid made of three lines: clamp(x / 6 + 1 / 2, 0, 1). The derivative at -3 and 3 is 0. As PyTorch's
 * `hardsigmoid`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { hardSigmoid } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardSigmoid(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.1666..., 0.3333..., 0.5, 0.5833..., 0.6666..., 0.8333...]
 * ```
 */
export const hardSigmoid = makeOp({
  name: "hard_sigmoid",
  forward: {
    scalar: ([x]) =>
      select(x.le(-3), constantScalar(0, x.dtype), select(x.ge(3), constantScalar(1, x.dtype), x.div(6).add(0.5))),
  },
  check: (_attributes, [x]) => requireFloat("hardSigmoid", x),
});
