/** The mean. */
import { makeOp } from "@rensa/core";
import { sizeOf } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { reducedExtents } from "./reduced.ts";
import { sum } from "./sum.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * The mean. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * Its error in float32 is that of {@link sum} and of one division, however many elements there are: at most
 * `201 * 2^-24` times the mean of their magnitudes. The mean of integers is an integer, rounded toward zero: cast them first.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { mean } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => mean(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1, 1.1666...]
 * ```
 */
export const mean = makeOp({
  name: "mean",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) => div(sum(x, axes, { keepDims }), sizeOf(reducedExtents(x.shape, axes))),
  },
  check: (_attributes, [x]) => requireFloat("mean", x),
  takes: "x, axes?, options?",
  call: reductionCall("mean"),
});
