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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(4, 3) }, ({ x }) => standardize(x));
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
