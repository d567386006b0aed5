/** The mean with weights. */
import { broadcastTo, makeOp, type DType, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { reductionAttributes } from "./reduction-call.ts";
import { sum } from "./sum.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * `sum(weights * x) / sum(weights)`, where the weights broadcast to the shape of `x`; NaN where they sum to 0. Over
 * the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `SHAPE_MISMATCH` where the weights do not broadcast to the shape of `x`,
 * `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { weightedMean } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), weights: f32(3) }, ({ x, weights }) => weightedMean(x, weights, 1));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]], weights: [1, 2, 4] });
 * console.log(data); // Float32Array [-0.5714..., 1.5]
 * ```
 */
export const weightedMean = makeOp({
  name: "weighted_mean",
  inputs: ["x", "weights"],
  attributes: reductionAttributes,
  forward: {
    composite: ([x, weights], { axes, keepDims }) => {
      const each = broadcastTo(weights, x.shape);
      return div(sum(mul(x, each), axes, { keepDims }), sum(each, axes, { keepDims }));
    },
  },
  check: (_attributes, [x]) => requireFloat("weightedMean", x),
  takes: "x, weights, axes?, options?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      weights: Tensor<Shape, D>,
      axes?: Axes & AxesCheck<"weightedMean", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, D> => {
      const attributes = {
        axes: normalizeAxes("weightedMean", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      };
      return apply([x, weights], attributes);
    },
});
