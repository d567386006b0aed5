/** Normalization of each example by its size. */
import { anyAxes, makeOp, type DType, normalizeAxes, number, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { mean } from "../reduction/mean.ts";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { alongAxes, checkEpsilon, checkParameters } from "./affine.ts";
import { inverseDeviation } from "./standardized.ts";

/**
 * `x / sqrt(mean(x²) + epsilon) * scale` over the given axes (Zhang and Sennrich 2019; as PyTorch's `rms_norm`). The
 * scale, optional, has the extents of these axes, in ascending order. Defaults: `axes` -1, `epsilon` (from 0) the
 * distance of 1 to the next number of the dtype: 2^-23 for f32, 2^-52 for f64.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { rmsNorm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4), scale: f32(4) }, ({ x, scale }) => rmsNorm(x, scale));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [0, 0, 0, 8]], scale: [1, 1, 1, 1] });
 * console.log(data); // Float32Array [0.3651..., 0.7302..., 1.0954..., 1.4605..., 0, 0, 0, 2]
 * ```
 */
export const rmsNorm = makeOp({
  name: "rms_norm",
  inputs: ["x", "scale"],
  attributes: { axes: anyAxes(), epsilon: number(2 ** -23, { minimum: 0 }) },
  forward: {
    composite: ([x, scale], { axes, epsilon }) => {
      const size = mean(square(x), axes, { keepDims: true });
      return mul(mul(x, inverseDeviation(size, epsilon)), alongAxes(scale, x.shape, axes));
    },
  },
  check: ({ epsilon }) => checkEpsilon("rmsNorm", epsilon),
  takes: "x, scale?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec = -1>(
      x: Tensor<S, D>,
      scale?: Tensor<Shape, D>,
      options: { readonly axes?: Axes & AxesCheck<"rmsNorm", S, Axes>; readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("rmsNorm", x);
      const axes = normalizeAxes("rmsNorm", options.axes ?? -1, x.shape.length);
      checkParameters(
        "rmsNorm",
        x,
        axes.map((axis) => x.shape[axis] ?? 1),
        { scale },
      );
      const epsilon = options.epsilon ?? (x.dtype === "f64" ? Number.EPSILON : 2 ** -23);
      return apply([x, scale ?? 1], { axes, epsilon });
    },
});
