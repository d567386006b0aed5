/** Normalization of each example by its size. */
import { checkOptions } from "@rensa/core";
import type { Shape } from "@rensa/core";
import { rmsNorm as normalize } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { epsilonOf, initialAffine, type AffineParameters, type AffineTensors } from "./affine-parameters.ts";
import { checkRange } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { checkLastAxes, featureShape, lastAxes, type FeatureShape, type LastAxes } from "./layer-norm.ts";

/** How an {@link rmsNorm} is made. */
export interface RmsNormOptions<Scale extends boolean = boolean> {
  /** Whether what is normalized is multiplied by a scale, which starts at 1. Default: true. */
  readonly scale?: Scale;
  /** What is added to the mean of the squares, from 0. Default: 2^-23. */
  readonly epsilon?: number;
}

/**
 * Each example as `x / sqrt(mean(x²) + epsilon) * scale`, over the last axes (Zhang and Sennrich 2019; as PyTorch's
 * `RMSNorm`). `features` is the length of the last axis, or the lengths of several. Its parameter is `scale` of these
 * extents, unless it is switched off.
 *
 * Defaults: epsilon 2^-23, with a scale.
 *
 * @param features - The length of the axis that is normalized, or the lengths of the last axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes and options out of range; in `apply`, `SHAPE_MISMATCH` for inputs
 * that
 *   do not end in these axes.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { dense, rmsNorm, sequential, summary } from "@rensa/nn";
 * import { f32 } from "@rensa/core";
 *
 * const block = sequential(rmsNorm(64), dense(64, 256, { bias: false }));
 * const { outputs: [output], trained } = await summary(block, f32(32, 64));
 * console.log(output?.[1].shape, trained); // [32, 256] 16448
 * ```
 */
export function rmsNorm<const N extends number | Shape, const Scale extends boolean = true>(
  features: N,
  options: RmsNormOptions<Scale> = {},
): Layer<AffineParameters<FeatureShape<N>, Scale, false>, LastAxes<"rmsNorm", FeatureShape<N>>, "f32", "rmsNorm"> {
  checkOptions("rmsNorm", options, ["scale", "epsilon"]);
  const extents = featureShape("rmsNorm", features);
  checkRange("rmsNorm", "epsilon", options.epsilon ?? 0, { from: 0, to: Infinity });
  return defineLayer({
    kind: "rmsNorm",
    initialize: () =>
      initialAffine<FeatureShape<N>, Scale, false>(extents as FeatureShape<N>, { ...options, bias: false }),
    apply: (parameters, x) => {
      checkLastAxes("rmsNorm", x.shape, extents);
      const { scale }: AffineTensors<Shape> = parameters;
      return normalize(x, scale, { axes: lastAxes(extents), ...epsilonOf(options) });
    },
  });
}
