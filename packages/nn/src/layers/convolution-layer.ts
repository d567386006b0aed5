/** What layers over windows with one array of weights share: their start, their checks, their bias. */
import { sizeOf, type Shape, type Tensor } from "@rensa/core";
import type { Fans } from "../initializers/initializer.ts";
import type { AnyShape, Layer, ShapeFunction } from "../layer.ts";
import { checkLastAxis, checkRank, checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { initialWeights, withBias, type WeightOptions, type WeightsAndBias } from "./weights-and-bias.ts";
import { checkGroups, windowOf } from "./window-options.ts";

/** The names of the axes of what is read. */
const axes = { 1: ["batch", "length", "channels"], 2: ["batch", "height", "width", "channels"] } as const;

/** A layer over windows. */
export interface Convolution<W extends Shape, O extends number, K extends string> {
  readonly kind: K;
  readonly rank: 1 | 2;
  /** Channels of what is read. */
  readonly inputs: number;
  readonly outputs: O;
  /** The shape of the weights. */
  readonly shape: W;
  readonly fans: Fans;
  readonly convolve: (x: Tensor, weights: Tensor) => Tensor;
}

/** The layer. What it does to shapes, the return type of the function that makes it says. */
export function convolutionLayer<
  W extends Shape,
  O extends number,
  Bias extends boolean,
  F extends ShapeFunction = AnyShape,
  const K extends string = string,
>(
  { kind, rank, inputs, outputs, shape, fans, convolve }: Convolution<W, O, K>,
  options: WeightOptions<Bias>,
): Layer<WeightsAndBias<W, O, Bias>, F, "f32", K> {
  return defineLayer({
    kind,
    initialize: (key) => initialWeights<W, O, Bias>(key, { shape, outputs, fans }, options),
    apply: (parameters, x) => {
      checkRank(kind, x.shape, axes[rank]);
      checkLastAxis(kind, "channels", x.shape, inputs);
      const weights: Tensor = parameters.weights;
      return withBias(convolve(x, weights), parameters);
    },
  });
}

/**
 * The extents of the window of a convolution with groups, and how many numbers each weight's output is made of.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1 or groups that do not divide them.
 */
export function convolutionSizes(
  kind: string,
  rank: 1 | 2,
  {
    inputs,
    outputs,
    window,
    groups,
  }: {
    readonly inputs: number;
    readonly outputs: number;
    readonly window: number | readonly number[];
    readonly groups: number;
  },
): { readonly extents: readonly number[]; readonly fans: Fans } {
  const extents = windowOf(kind, rank, window);
  checkSize(kind, "inputs", inputs);
  checkSize(kind, "outputs", outputs);
  checkGroups(kind, groups, inputs, outputs);
  const size = sizeOf(extents) / groups;
  return { extents, fans: { inputs: inputs * size, outputs: outputs * size } };
}
