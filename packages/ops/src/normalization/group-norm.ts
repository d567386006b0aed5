/** Normalization of each example by groups of channels. */
import { makeOp, type DType, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { affine, checkChannels, checkEpsilon, checkParameters } from "./affine.ts";
import { standardized } from "./standardized.ts";

/**
 * The channels (the last axis) are divided into `groups` of neighbors, and of each example each group is normalized
 * as `(x - mean(x)) / sqrt(variance(x) + epsilon)`, over its channels and all axes between batch and channels; then
 * times `scale` and plus `bias`, one a channel, both optional (Wu and He 2018; as PyTorch's `group_norm`, with
 * channels last).
 *
 * x is `[batch, ..., channels]`. Default `epsilon`: 1e-5 (from 0).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { groupNorm } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8, 8, 6), scale: f32(6), bias: f32(6) }, ({ x, scale, bias }) => groupNorm(x, 3, scale, bias));
 * console.log(traced.result); // { shape: [2, 8, 8, 6], dtype: "f32" }
 * ```
 */
export const groupNorm = makeOp({
  name: "group_norm",
  inputs: ["x", "scale", "bias"],
  attributes: { groups: wholeNumber(1, { minimum: 1 }), epsilon: 1e-5 },
  forward: {
    composite: ([x, scale, bias], { groups, epsilon }) => {
      const channels = x.shape.at(-1) ?? 1;
      const grouped = reshape(x, [...x.shape.slice(0, -1), groups, channels / groups]);
      const rank = x.shape.length;
      const axes = grouped.shape.map((_, axis) => axis).filter((axis) => axis !== 0 && axis !== rank - 1);
      const normalized = reshape(standardized(grouped, axes, epsilon).normalized, x.shape);
      return affine(normalized, scale, bias, [rank - 1]);
    },
  },
  check: ({ groups, epsilon }, [x]) => {
    checkEpsilon("groupNorm", epsilon);
    const channels = x?.shape.at(-1) ?? 1;
    if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0)
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `groupNorm: ${String(channels)} channels cannot be divided into ${String(groups)} groups; give a whole number that divides them.`,
      );
  },
  takes: "x, groups, scale?, bias?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      groups: number,
      scale?: Tensor<readonly [number], D>,
      bias?: Tensor<readonly [number], D>,
      options: { readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("groupNorm", x);
      checkChannels("groupNorm", x, 2);
      checkParameters("groupNorm", x, x.shape.slice(-1), { scale, bias });
      return apply([x, scale ?? 1, bias ?? 0], { ...options, groups });
    },
});
