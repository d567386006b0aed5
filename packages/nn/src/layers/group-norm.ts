/** Normalization of each example by groups of channels. */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import { groupNorm as normalize } from "@rensa/ops";
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
 * The channels (the last axis) are divided into `groups` of neighbors, and of each example each group is normalized
 * over its channels and all axes between batch and channels; then times `scale` and plus `bias` (Wu and He 2018; as
 * PyTorch's `GroupNorm`, with channels last). Its parameters are `scale` and `bias` `[channels]`, unless they are
 * switched off.
 *
 * Defaults: epsilon 1e-5, with scale and bias.
 *
 * @param groups - The number of groups, which divides the channels.
 * @param channels - Channels: the length of the input's last axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes and options out of range or groups that do not divide the
 *   channels; in
 *   `apply`, `RANK_MISMATCH` and `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { conv2d, groupNorm, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const block = sequential(conv2d(16, 32, 3), groupNorm(8, 32), relu);
 * const { outputs: [output], trained } = await summary(block, f32(8, 28, 28, 16));
 * console.log(output?.[1].shape, trained); // [8, 26, 26, 32] 4704
 * ```
 */
export function groupNorm<
  const C extends number,
  const Scale extends boolean = true,
  const Bias extends boolean = true,
>(
  groups: number,
  channels: C,
  options: AffineOptions<Scale, Bias> = {},
): Layer<AffineParameters<readonly [C], Scale, Bias>, Channels<"groupNorm", C>, "f32", "groupNorm"> {
  checkOptions("groupNorm", options, ["scale", "bias", "epsilon"]);
  checkSize("groupNorm", "groups", groups);
  checkSize("groupNorm", "channels", channels);
  checkRange("groupNorm", "epsilon", options.epsilon ?? 0, { from: 0, to: Infinity });
  if (channels % groups !== 0) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `groupNorm: ${String(channels)} channels cannot be divided into ${formatGiven(groups)} groups; give a number that divides them.`,
    );
  }
  return defineLayer({
    kind: "groupNorm",
    initialize: () => initialAffine<readonly [C], Scale, Bias>([channels], options),
    apply: (parameters, x, context) => {
      refuseLengths("groupNorm", context, "use layerNorm");
      checkLastAxis("groupNorm", "channels", x.shape, channels);
      const { scale, bias }: AffineTensors<readonly [number]> = parameters;
      return normalize(x, groups, scale, bias, epsilonOf(options));
    },
  });
}
