/** The sum without NaN. */
import { makeOp } from "@rensa/core";
import { isNan } from "../comparison/is-nan.ts";
import { where } from "../comparison/where.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { sum } from "./sum.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The sum of the elements that are not NaN, 0 where all are, as PyTorch's `nansum`; no gradient flows to NaN. Over the
 * given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { nanSum } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => nanSum(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, NaN, 2], [3, 4, NaN]] }).data); // Float32Array [3, 7]
 * ```
 */
export const nanSum = makeOp({
  name: "nan_sum",
  attributes: reductionAttributes,
  forward: { composite: ([x], { axes, keepDims }) => sum(where(isNan(x), 0, x), axes, { keepDims }) },
  check: (_attributes, [x]) => requireNumbers("nanSum", x),
  takes: "x, axes?, options?",
  call: reductionCall("nanSum"),
});
