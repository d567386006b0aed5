/** What layers over windows with one array of weights share: their start, their checks, their bias. */
import { checkOptions, sizeOf, type Shape, type Tensor } from "@rensa/core";
import { expandDims, where } from "@rensa/ops";
import type { Fans } from "../initializers/initializer.ts";
import type { AnyShape, Layer, ShapeFunction } from "../layer.ts";
import { lengthsOf, refuseLengths, withinLengths } from "../sequences/lengths.ts";
import { firstOf, paddingOf, windowsIn, type WindowsOverTime } from "../sequences/windows-in.ts";
import { checkLastAxis, checkRank, checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { initialWeights, withBias, type WeightOptions, type WeightsAndBias } from "./weights-and-bias.ts";
import { checkGroups, stepsOf, windowOf, type StepOptions } from "./window-options.ts";

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
  /** How windows lie on time, of a convolution over one axis; `null` where sequences must be of one length. */
  readonly over: WindowsOverTime | null;
}

/** The layer. What it does to shapes, the return type of the function that makes it says. */
export function convolutionLayer<
  W extends Shape,
  O extends number,
  Bias extends boolean,
  F extends ShapeFunction = AnyShape,
  const K extends string = string,
>(
  { kind, rank, inputs, outputs, shape, fans, convolve, over }: Convolution<W, O, K>,
  options: WeightOptions<Bias>,
): Layer<WeightsAndBias<W, O, Bias>, F, "f32", K> {
  return defineLayer({
    kind,
    initialize: (key) => initialWeights<W, O, Bias>(key, { shape, outputs, fans }, options),
    apply: (parameters, x, context) => {
      checkRank(kind, x.shape, axes[rank]);
      checkLastAxis(kind, "channels", x.shape, inputs);
      const weights: Tensor = parameters.weights;
      if (over === null)
        refuseLengths(kind, context, "convolve over time only, with a padding that is the same for any length");
      const lengths = lengthsOf(kind, context, x);
      // Behind the end of a sequence stand the zeros of its padding.
      const real = lengths === undefined ? x : where(expandDims(withinLengths(lengths, x.shape[1] ?? 0), 2), x, 0);
      return withBias(convolve(real, weights), parameters);
    },
    lengthsAfter: (lengths) => (over === null ? lengths : windowsIn(lengths, over)),
  });
}

/** A convolution with groups. */
export interface GroupedConvolution<Rank extends 1 | 2, O extends number, K extends string> {
  readonly kind: K;
  readonly rank: Rank;
  readonly inputs: number;
  readonly outputs: O;
  readonly window: number | readonly number[];
  /** Which of the channels stand last in the weights: those it gives, or, transposed, those it reads. */
  readonly last: "outputs" | "inputs";
  readonly convolve: (x: Tensor, weights: Tensor, options: StepOptions<Rank> & { readonly groups: number }) => Tensor;
}

/**
 * The layer of a convolution with groups, whose weights are `[...window, channels / groups, channels]`.
 *
 * @typeParam W - the shape of the weights, as the return type of the function that makes the layer says it.
 * @throws RensaError `ARGUMENT_INVALID` for options that there are not, `ATTRIBUTE_INVALID` for sizes that are no whole
 *   numbers from 1 or groups that do not divide them.
 */
export function groupedConvolution<
  W extends Shape,
  O extends number,
  Bias extends boolean,
  F extends ShapeFunction,
  Rank extends 1 | 2,
  const K extends string,
>(
  { kind, rank, inputs, outputs, window, last, convolve }: GroupedConvolution<Rank, O, K>,
  options: StepOptions<Rank> & WeightOptions<Bias> & { readonly groups?: number },
): Layer<WeightsAndBias<W, O, Bias>, F, "f32", K> {
  checkOptions(kind, options, ["groups", "strides", "padding", "dilations", "bias", "initializer", "biasInitializer"]);
  const { groups = 1 } = options;
  const extents = windowOf(kind, rank, window);
  checkSize(kind, "inputs", inputs);
  checkSize(kind, "outputs", outputs);
  checkGroups(kind, groups, inputs, outputs);
  const size = sizeOf(extents) / groups;
  const channels = last === "outputs" ? [inputs / groups, outputs] : [outputs / groups, inputs];
  const steps = { ...stepsOf<Rank>(options), groups };
  return convolutionLayer<W, O, Bias, F, K>(
    {
      kind,
      rank,
      inputs,
      outputs,
      // What numbers are in a shape that is put together, no type can follow.
      shape: [...extents, ...channels] as Shape as W,
      fans: { inputs: inputs * size, outputs: outputs * size },
      convolve: (x, weights) => convolve(x, weights, steps),
      over: rank === 1 && last === "outputs" ? overTime(extents, options) : null,
    },
    options,
  );
}

function overTime([extent = 1]: readonly number[], options: StepOptions<1 | 2>): WindowsOverTime | null {
  const reach = (extent - 1) * firstOf(options.dilations, 1) + 1;
  const step = firstOf(options.strides, 1);
  const padding = paddingOf(options.padding, reach, step);
  return padding === null ? null : { reach, step, padding };
}
