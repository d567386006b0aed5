/** Normalization of each channel of each example. */
import { checkOptions } from "@rensa/core";
import { instanceNorm as normalize } from "@rensa/ops";
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

/**
 * Of each example each channel (the last axis) as `(x - mean(x)) / sqrt(variance(x) + epsilon) * scale + bias`, over
 * all axes between batch and channels, of which there is at least one (Ulyanov et al. 2016; as PyTorch's
 * `InstanceNorm1d` to `InstanceNorm3d` with `affine=True`, with channels last). Its parameters are `scale` and `bias`
 * `[channels]`, unless they are switched off.
 *
 * Defaults: epsilon 1e-5, with scale and bias (PyTorch's default is without).
 *
 * @param channels - Channels: the length of the input's last axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes and options out of range; in `apply`, `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { conv2d, instanceNorm, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const block = sequential(conv2d(16, 32, 3), instanceNorm(32), relu);
 * const { outputs: [output], trained } = await summary(block, f32(8, 28, 28, 16));
 * console.log(output?.[1].shape, trained); // [8, 26, 26, 32] 4704
 * ```
 */
export function instanceNorm<
  const C extends number,
  const Scale extends boolean = true,
  const Bias extends boolean = true,
>(
  channels: C,
  options: AffineOptions<Scale, Bias> = {},
): Layer<AffineParameters<readonly [C], Scale, Bias>, Channels<"instanceNorm", C>, "f32", "instanceNorm"> {
  checkOptions("instanceNorm", options, ["scale", "bias", "epsilon"]);
  checkSize("instanceNorm", "channels", channels);
  checkRange("instanceNorm", "epsilon", options.epsilon ?? 0, { from: 0, to: Infinity });
  return defineLayer({
    kind: "instanceNorm",
    initialize: () => initialAffine<readonly [C], Scale, Bias>([channels], options),
    apply: (parameters, x, context) => {
      refuseLengths("instanceNorm", context, "use layerNorm");
      checkLastAxis("instanceNorm", "channels", x.shape, channels, 3);
      const { scale, bias }: AffineTensors<readonly [number]> = parameters;
      return normalize(x, scale, bias, epsilonOf(options));
    },
  });
}
