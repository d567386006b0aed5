/** Convolution of each channel by itself. */
import { checkOptions, sizeOf, type Shape } from "@rensa/core";
import { depthwiseConv2d as convolve, type Multiply, type PaddingOfRank, type PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { checkSize } from "./checks.ts";
import { convolutionLayer } from "./convolution-layer.ts";
import type { WeightOptions, WeightsAndBias } from "./weights-and-bias.ts";
import { stepsOf, windowOf, type StepOptions } from "./window-options.ts";
import type { DepthwiseShape, WindowPair } from "./window-shapes.ts";

/** How a {@link depthwiseConv2d} is made. */
export interface DepthwiseOptions<
  Strides extends PerAxisOfRank[2] = PerAxisOfRank[2],
  Padding extends PaddingOfRank[2] = PaddingOfRank[2],
  Dilations extends PerAxisOfRank[2] = PerAxisOfRank[2],
  Multiplier extends number = number,
  Bias extends boolean = boolean,
>
  extends StepOptions<2, Strides, Padding, Dilations>, WeightOptions<Bias> {
  /** How many outputs each channel has. Default: 1. */
  readonly multiplier?: Multiplier;
}

/** The weights of a {@link depthwiseConv2d}. */
export type DepthwiseWeights<C extends number, W, Multiplier extends number> = readonly [
  ...WindowPair<W>,
  C,
  Multiplier,
];

/**
 * A convolution over two axes of every channel by itself, plus a bias: `[batch, height, width, channels]` to
 * `[batch, outHeight, outWidth, channels * multiplier]`, as the op `depthwiseConv2d` says. Its parameters are `weights`
 * `[windowHeight, windowWidth, channels, multiplier]` (in PyTorch a `Conv2d` of as many groups as channels) and, unless
 * `bias` is false, `bias` `[channels * multiplier]`.
 *
 * Defaults: multiplier 1, strides 1, padding `"valid"`, dilations 1, weights `heUniform()`, bias `zeros()`.
 *
 * @param channels - Channels: the length of the input's last axis.
 * @param window - The window's length on each axis: one number, or one for each axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply`, `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { depthwiseConv2d } from "@rensa/nn";
 *
 * const layer = depthwiseConv2d(32, 3, { strides: 2, padding: "same" });
 * const traced = trace({ x: f32(8, 28, 28, 32), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export function depthwiseConv2d<
  const C extends number,
  const W extends PerAxisOfRank[2],
  const Strides extends PerAxisOfRank[2] = 1,
  const Padding extends PaddingOfRank[2] = "valid",
  const Dilations extends PerAxisOfRank[2] = 1,
  const Multiplier extends number = 1,
  const Bias extends boolean = true,
>(
  channels: C,
  window: W,
  options: DepthwiseOptions<Strides, Padding, Dilations, Multiplier, Bias> = {},
): Layer<
  WeightsAndBias<DepthwiseWeights<C, W, Multiplier>, Multiply<C, Multiplier>, Bias>,
  DepthwiseShape<
    "depthwiseConv2d",
    C,
    Multiplier,
    DepthwiseWeights<C, W, Multiplier>,
    { strides: Strides; padding: Padding; dilations: Dilations }
  >,
  "f32",
  "depthwiseConv2d"
> {
  checkOptions("depthwiseConv2d", options, [
    "multiplier",
    "strides",
    "padding",
    "dilations",
    "bias",
    "initializer",
    "biasInitializer",
  ]);
  const multiplier = options.multiplier ?? 1;
  const extents = windowOf("depthwiseConv2d", 2, window);
  checkSize("depthwiseConv2d", "channels", channels);
  checkSize("depthwiseConv2d", "outputs of a channel", multiplier);
  const size = sizeOf(extents);
  const shape = [...extents, channels, multiplier] as Shape as DepthwiseWeights<C, W, Multiplier>;
  const outputs = (channels * multiplier) as Multiply<C, Multiplier>;
  const steps = stepsOf<2>(options);
  const fans = { inputs: size, outputs: size * multiplier };
  return convolutionLayer(
    {
      kind: "depthwiseConv2d",
      rank: 2,
      inputs: channels,
      outputs,
      shape,
      fans,
      convolve: (x, weights) => convolve(x, weights, steps),
      over: null,
    },
    options,
  );
}
