/** The mean without NaN. */
import { makeOp } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { isNan } from "../comparison/is-nan.ts";
import { logicalNot } from "../comparison/logical-not.ts";
import { nanSum } from "./nan-sum.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { sum } from "./sum.ts";
import { cast } from "../structure/cast.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * The mean of the elements that are not NaN, NaN where all are, as PyTorch's `nanmean`; no gradient flows to NaN. Over
 * the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { nanMean } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => nanMean(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, NaN, 2], [3, 4, NaN]] }).data); // Float32Array [1.5, 3.5]
 * ```
 */
export const nanMean = makeOp({
  name: "nan_mean",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) => {
      const count = sum(cast(logicalNot(isNan(x)), x.dtype), axes, { keepDims });
      return div(nanSum(x, axes, { keepDims }), count);
    },
  },
  check: (_attributes, [x]) => requireFloat("nanMean", x),
  takes: "x, axes?, options?",
  call: reductionCall("nanMean"),
});
