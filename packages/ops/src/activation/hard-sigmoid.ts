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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardSigmoid(x));
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
