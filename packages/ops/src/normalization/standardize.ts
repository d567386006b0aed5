/** Tensors of mean 0 and variance 1. */
import { anyAxes, makeOp, type DType, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { checkEpsilon } from "./affine.ts";
import { standardized } from "./standardized.ts";

/**
 * `(x - mean(x)) / sqrt(variance(x) + epsilon)` over the given axes, where the variance is that of the population.
 * Defaults: `axes` -1, `epsilon` 1e-5 (from 0). A constant row is 0, where epsilon is above 0. Numbers far from 0 lose
 * nothing but their own rounding: see `variance`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { standardize } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => standardize(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 0, 9]] });
 * console.log(data); // Float32Array [-1.2247..., 0, 1.2247..., -0.7071..., -0.7071..., 1.4142...]
 * ```
 */
export const standardize = makeOp({
  name: "standardize",
  attributes: { axes: anyAxes(), epsilon: 1e-5 },
  forward: { composite: ([x], { axes, epsilon }) => standardized(x, axes, epsilon).normalized },
  check: ({ epsilon }) => checkEpsilon("standardize", epsilon),
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec = -1>(
      x: Tensor<S, D>,
      options: { readonly axes?: Axes & AxesCheck<"standardize", S, Axes>; readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("standardize", x);
      const axes = normalizeAxes("standardize", options.axes ?? -1, x.shape.length);
      return apply([x], { ...options, axes });
    },
});
