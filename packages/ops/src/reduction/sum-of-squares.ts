/** The sum of squares. */
import { makeOp } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { sum } from "./sum.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The sum of squares. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sumOfSquares } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sumOfSquares(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [5, 5.25]
 * ```
 */
export const sumOfSquares = makeOp({
  name: "sum_of_squares",
  attributes: reductionAttributes,
  forward: { composite: ([x], { axes, keepDims }) => sum(square(x), axes, { keepDims }) },
  check: (_attributes, [x]) => requireNumbers("sumOfSquares", x),
  takes: "x, axes?, options?",
  call: reductionCall("sumOfSquares"),
});
