/** Normalization of channels over the batch. */
import { checkOptions, full, type Tensor } from "@rensa/core";
import { batchNorm as normalizeBatch, batchNormInference, batchNormUpdate } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import {
  epsilonOf,
  initialAffine,
  type AffineOptions,
  type AffineParameters,
  type AffineTensors,
} from "./affine-parameters.ts";
import { checkLastAxis, checkRange, checkSize } from "./checks.ts";
import { refuseLengths } from "../sequences/lengths.ts";
import { defineLayer } from "./define-layer.ts";
import type { Channels } from "./feature-shapes.ts";

/** How a {@link batchNorm} is made. */
export interface BatchNormOptions<
  Scale extends boolean = boolean,
  Bias extends boolean = boolean,
> extends AffineOptions<Scale, Bias> {
  /** The weight of the newest batch in the running statistics, 0 to 1. Default: 0.1. */
  readonly momentum?: number;
}

/** The parameters of a {@link batchNorm}. */
export type BatchNormParameters<
  C extends number,
  Scale extends boolean = true,
  Bias extends boolean = true,
> = AffineParameters<readonly [C], Scale, Bias> & {
  readonly runningMean: Tensor<readonly [C], "f32">;
  readonly runningVariance: Tensor<readonly [C], "f32">;
};

interface BatchTensors extends AffineTensors<readonly [number]> {
  readonly runningMean: Tensor<readonly [number], "f32">;
  readonly runningVariance: Tensor<readonly [number], "f32">;
}

/**
 * Each channel (the last axis) as `(x - mean) / sqrt(variance + epsilon) * scale + bias` (Ioffe and Szegedy 2015; as
 * PyTorch's `BatchNorm1d` to `BatchNorm3d`, with channels last). In training mean and variance are those of the batch,
 * over all other axes, and the running ones become `(1 - momentum) * running + momentum * batch`, with the unbiased
 * variance; elsewhere they are the running ones. (What Keras calls momentum is one less this one.)
 *
 * Its parameters are `scale` and `bias` `[channels]`, unless they are switched off, and `runningMean` and
 * `runningVariance` `[channels]`, which no optimizer changes: they start at 0 and 1.
 *
 * Defaults: epsilon 1e-5, momentum 0.1, with scale and bias.
 *
 * @param channels - Channels: the length of the input's last axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes and options out of range; in `apply`, `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { batchNorm, conv2d, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const block = sequential(conv2d(16, 32, 3, { bias: false }), batchNorm(32), relu);
 * const { outputs: [output], trained } = await summary(block, f32(8, 28, 28, 16));
 * console.log(output?.[1].shape, trained); // [8, 26, 26, 32] 4672
 * ```
 */
export function batchNorm<
  const C extends number,
  const Scale extends boolean = true,
  const Bias extends boolean = true,
>(
  channels: C,
  options: BatchNormOptions<Scale, Bias> = {},
): Layer<BatchNormParameters<C, Scale, Bias>, Channels<"batchNorm", C>, "f32", "batchNorm"> {
  checkOptions("batchNorm", options, ["momentum", "scale", "bias", "epsilon"]);
  const { momentum = 0.1, epsilon = 1e-5 } = options;
  checkSize("batchNorm", "channels", channels);
  checkRange("batchNorm", "momentum", momentum, { from: 0, to: 1 });
  checkRange("batchNorm", "epsilon", epsilon, { from: 0, to: Infinity });
  return defineLayer({
    kind: "batchNorm",
    initialize: () => ({
      ...initialAffine<readonly [C], Scale, Bias>([channels], options),
      runningMean: full([channels], 0),
      runningVariance: full([channels], 1),
    }),
    apply: (parameters, x, context) => {
      refuseLengths("batchNorm", context, "use layerNorm");
      checkLastAxis("batchNorm", "channels", x.shape, channels);
      const { scale, bias, runningMean, runningVariance }: BatchTensors = parameters;
      const running = { mean: runningMean, variance: runningVariance };
      if (!context.training) {
        return batchNormInference(x, running.mean, running.variance, scale, bias, epsilonOf(options));
      }
      const batch = normalizeBatch(x, scale, bias, epsilonOf(options));
      const next = batchNormUpdate(running, batch, { momentum });
      context.assign(runningMean, next.mean);
      context.assign(runningVariance, next.variance);
      return batch.normalized;
    },
    isTrainable: (path) => path === "scale" || path === "bias",
  });
}
