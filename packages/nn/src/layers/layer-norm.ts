/** Normalization of each example by itself. */
import { checkKind, checkOptions, formatShape, RensaError, type Shape, type ShapeError } from "@rensa/core";
import { layerNorm as normalize } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import {
  epsilonOf,
  initialAffine,
  type AffineOptions,
  type AffineParameters,
  type AffineTensors,
} from "./affine-parameters.ts";
import { checkRange, checkSize } from "./checks.ts";
import { refuseLengths } from "../sequences/lengths.ts";
import { defineLayer } from "./define-layer.ts";
import type { WithChannels } from "./feature-shapes.ts";

/** The extents of the last axes: one number, or one for each. */
export type FeatureShape<N> = N extends Shape ? N : N extends number ? readonly [N] : Shape;

/** A layer that keeps shapes, and takes those that end in `N`. */
export interface LastAxes<Name extends string, N extends Shape> extends ShapeFunction {
  readonly output: N extends readonly [infer C extends number]
    ? WithChannels<Name, C, this["input"]>
    : this["input"] extends readonly [...Shape, ...N]
      ? this["input"]
      : number extends Extract<this["input"], Shape>["length"] | Extract<this["input"], Shape>[number]
        ? this["input"]
        : ShapeError<`${Name}: takes shapes that end in the ${N["length"]} axes it was made for`>;
}

/**
 * Each example as `(x - mean(x)) / sqrt(variance(x) + epsilon) * scale + bias`, over the last axes (Ba et al. 2016; as
 * PyTorch's `LayerNorm`). `features` is the length of the last axis, or the lengths of several: `[height, width,
 * channels]`. Its parameters are `scale` and `bias` of these extents, unless they are switched off.
 *
 * Defaults: epsilon 1e-5, with scale and bias.
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
 * import { dense, layerNorm, sequential, summary } from "@rensa/nn";
 * import { f32 } from "@rensa/core";
 *
 * const block = sequential(layerNorm(64), dense(64, 256));
 * const { outputs: [output], trained } = await summary(block, f32(32, 64));
 * console.log(output?.[1].shape, trained); // [32, 256] 16768
 * ```
 */
export function layerNorm<
  const N extends number | Shape,
  const Scale extends boolean = true,
  const Bias extends boolean = true,
>(
  features: N,
  options: AffineOptions<Scale, Bias> = {},
): Layer<AffineParameters<FeatureShape<N>, Scale, Bias>, LastAxes<"layerNorm", FeatureShape<N>>, "f32", "layerNorm"> {
  checkOptions("layerNorm", options, ["scale", "bias", "epsilon"]);
  const extents = featureShape("layerNorm", features);
  checkRange("layerNorm", "epsilon", options.epsilon ?? 0, { from: 0, to: Infinity });
  return defineLayer({
    kind: "layerNorm",
    initialize: () => initialAffine<FeatureShape<N>, Scale, Bias>(extents as FeatureShape<N>, options),
    apply: (parameters, x, context) => {
      checkLastAxes("layerNorm", x.shape, extents);
      if (extents.length > x.shape.length - 2) {
        refuseLengths("layerNorm", context, "normalize over the features of each step");
      }
      const { scale, bias }: AffineTensors<Shape> = parameters;
      return normalize(x, scale, bias, { axes: lastAxes(extents), ...epsilonOf(options) });
    },
  });
}

/** The extents as a list, refused where one is no whole number from 1. */
export function featureShape(layer: string, features: number | Shape): Shape {
  const extents = typeof features === "number" ? [features] : features;
  checkKind(`${layer}: the features`, extents, "list");
  if (extents.length === 0) {
    throw new RensaError("ATTRIBUTE_INVALID", `${layer}: normalizes over no axes; give the length of one at least.`);
  }
  for (const extent of extents) checkSize(layer, "features", extent);
  return extents;
}

/** Refuses inputs that do not end in the extents, after a batch axis. */
export function checkLastAxes(layer: string, shape: Shape, extents: Shape): void {
  const end = shape.slice(-extents.length);
  if (shape.length > extents.length && extents.every((extent, axis) => extent === end[axis])) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${layer}: takes [batch, ..., ${extents.join(", ")}] and gets ${formatShape(shape)}; make the last axes equal.`,
  );
}

/** The last axes, counted from the end. */
export function lastAxes(extents: Shape): readonly number[] {
  return extents.map((_, axis) => axis - extents.length);
}
