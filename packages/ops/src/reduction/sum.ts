/** The sum. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { reduceElements, spread } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The sum. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * The error of a float32 sum does not grow with the number of elements: it is at most `200 * 2^-24` times the sum of
 * their magnitudes (about 1e-5; mostly below 1e-6), whatever the axes. Blocks of at most 192 additions are made in float32
 * and added up in doubles; on the JavaScript backend all are made in doubles. Sums of f64 are made in f64, sums of
 * integers are exact modulo 2^32; one of bool is a bool, so count those that hold by `countNonzero`. The bits do not depend
 * on the number of threads.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sum } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sum(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-3, 3.5]
 * ```
 */
export const sum = makeOp({
  name: "sum",
  attributes: reductionAttributes,
  forward: { loops: ([x], attributes, { sumOver }) => reduceElements(x, attributes, sumOver) },
  vjp: ({ inputs: [x], gradient }, { axes }): VjpThunks => [() => spread(gradient, x.shape, axes)],
  check: (_attributes, [x]) => requireNumbers("sum", x),
  takes: "x, axes?, options?",
  call: reductionCall("sum"),
});
