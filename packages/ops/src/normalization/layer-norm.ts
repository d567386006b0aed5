/** Normalization of each example by itself. */
import { anyAxes, makeOp, type DType, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { affine, checkEpsilon, checkParameters } from "./affine.ts";
import { standardized } from "./standardized.ts";

/**
 * `(x - mean(x)) / sqrt(variance(x) + epsilon) * scale + bias`, with mean and population variance over the given axes
 * (Ba et al. 2016; as PyTorch's `layer_norm`). Scale and bias, both optional, have the extents of these axes, in
 * ascending order. Defaults: `axes` -1, `epsilon` 1e-5 (from 0).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { layerNorm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4), scale: f32(4), bias: f32(4) }, ({ x, scale, bias }) => layerNorm(x, scale, bias));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [0, 0, 0, 8]], scale: [1, 1, 1, 1], bias: [0, 0, 0, 0] });
 * console.log(data); // Float32Array [-1.3416..., -0.4472..., 0.4472..., 1.3416..., -0.5773..., -0.5773..., -0.5773..., 1.73205]
 * ```
 */
export const layerNorm = makeOp({
  name: "layer_norm",
  inputs: ["x", "scale", "bias"],
  attributes: { axes: anyAxes(), epsilon: 1e-5 },
  forward: {
    composite: ([x, scale, bias], { axes, epsilon }) =>
      affine(standardized(x, axes, epsilon).normalized, scale, bias, axes),
  },
  check: ({ epsilon }) => checkEpsilon("layerNorm", epsilon),
  takes: "x, scale?, bias?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec = -1>(
      x: Tensor<S, D>,
      scale?: Tensor<Shape, D>,
      bias?: Tensor<Shape, D>,
      options: { readonly axes?: Axes & AxesCheck<"layerNorm", S, Axes>; readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("layerNorm", x);
      const axes = normalizeAxes("layerNorm", options.axes ?? -1, x.shape.length);
      checkParameters(
        "layerNorm",
        x,
        axes.map((axis) => x.shape[axis] ?? 1),
        { scale, bias },
      );
      return apply([x, scale ?? 1, bias ?? 0], { ...options, axes });
    },
});
