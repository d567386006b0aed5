/** Normalization of each channel by known statistics. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { checkChannels, checkEpsilon, checkParameters } from "./affine.ts";
import { inverseDeviation } from "./standardized.ts";

/**
 * Each channel (the last axis) as `(x - mean) / sqrt(variance + epsilon)`, times `scale` and plus `bias`, all one a
 * channel, the last two optional (as PyTorch's `batch_norm` with `training=False`, with channels last). Statistics
 * are those that `batchNormUpdate` keeps.
 *
 * x is `[..., channels]`. Default `epsilon`: 1e-5 (from 0).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { batchNormInference } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8, 8, 6), mean: f32(6), variance: f32(6) }, ({ x, mean, variance }) => batchNormInference(x, mean, variance));
 * console.log(traced.result); // { shape: [2, 8, 8, 6], dtype: "f32" }
 * ```
 */
export const batchNormInference = makeOp({
  name: "batch_norm_inference",
  inputs: ["x", "mean", "variance", "scale", "bias"],
  attributes: { epsilon: 1e-5 },
  forward: {
    composite: ([x, mean, variance, scale, bias], { epsilon }) =>
      add(mul(sub(x, mean), mul(inverseDeviation(variance, epsilon), scale)), bias),
  },
  check: ({ epsilon }) => checkEpsilon("batchNormInference", epsilon),
  takes: "x, mean, variance, scale?, bias?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      mean: Tensor<readonly [number], D>,
      variance: Tensor<readonly [number], D>,
      scale?: Tensor<readonly [number], D>,
      bias?: Tensor<readonly [number], D>,
      options: { readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("batchNormInference", x);
      checkChannels("batchNormInference", x, 1);
      checkParameters("batchNormInference", x, x.shape.slice(-1), { mean, variance, scale, bias });
      return apply([x, mean, variance, scale ?? 1, bias ?? 0], options);
    },
});
