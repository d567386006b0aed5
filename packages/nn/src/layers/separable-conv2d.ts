/** Convolution in two parts: over space, and over channels. */
import { checkOptions, sizeOf, type Tensor } from "@rensa/core";
import {
  conv2d as convolve,
  depthwiseConv2d as convolveChannels,
  type Multiply,
  type PaddingOfRank,
  type PerAxisOfRank,
} from "@rensa/ops";
import { heUniform } from "../initializers/he.ts";
import type { Layer } from "../layer.ts";
import { refuseLengths } from "../sequences/lengths.ts";
import { checkLastAxis, checkRank, checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { DepthwiseOptions } from "./depthwise-conv2d.ts";
import { keyFor } from "./key-for.ts";
import { initialBias, withBias } from "./weights-and-bias.ts";
import { stepsOf, windowOf } from "./window-options.ts";
import type { ConvolutionShape, WindowPair } from "./window-shapes.ts";

/** The parameters of a {@link separableConv2d}. */
export type SeparableParameters<
  I extends number,
  O extends number,
  W,
  Multiplier extends number = 1,
  Bias extends boolean = true,
> = Bias extends true
  ? {
      readonly depthwise: Tensor<readonly [...WindowPair<W>, I, Multiplier], "f32">;
      readonly pointwise: Tensor<readonly [1, 1, Multiply<I, Multiplier>, O], "f32">;
      readonly bias: Tensor<readonly [O], "f32">;
    }
  : {
      readonly depthwise: Tensor<readonly [...WindowPair<W>, I, Multiplier], "f32">;
      readonly pointwise: Tensor<readonly [1, 1, Multiply<I, Multiplier>, O], "f32">;
    };

/**
 * A convolution of every channel by itself, then one of a window of 1 over all channels, plus a bias:
 * `[batch, height, width, inputs]` to `[batch, outHeight, outWidth, outputs]`. It needs about `1 / outputs + 1 /
 * window²` of the work of a full convolution (Chollet 2017; as Keras's `SeparableConv2D`). Its parameters are
 * `depthwise` `[windowHeight, windowWidth, inputs, multiplier]`, `pointwise` `[1, 1, inputs * multiplier, outputs]`
 * and, unless `bias` is false, `bias` `[outputs]`. Strides, padding and dilations are those of the first part.
 *
 * Defaults: multiplier 1, strides 1, padding `"valid"`, dilations 1, both weights `heUniform()`, bias `zeros()`.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param outputs - Features of the output.
 * @param window - The window's length on each axis: one number, or one for each axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply`, `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { separableConv2d } from "@rensa/nn";
 *
 * const layer = separableConv2d(32, 64, 3, { padding: "same" });
 * const traced = trace({ x: f32(8, 28, 28, 32), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 28, 28, 64], dtype: "f32" }
 * ```
 */
export function separableConv2d<
  const I extends number,
  const O extends number,
  const W extends PerAxisOfRank[2],
  const Strides extends PerAxisOfRank[2] = 1,
  const Padding extends PaddingOfRank[2] = "valid",
  const Dilations extends PerAxisOfRank[2] = 1,
  const Multiplier extends number = 1,
  const Bias extends boolean = true,
>(
  inputs: I,
  outputs: O,
  window: W,
  options: DepthwiseOptions<Strides, Padding, Dilations, Multiplier, Bias> = {},
): Layer<
  SeparableParameters<I, O, W, Multiplier, Bias>,
  ConvolutionShape<
    "separableConv2d",
    2,
    I,
    O,
    readonly [...WindowPair<W>, I, O],
    { strides: Strides; padding: Padding; dilations: Dilations },
    1
  >,
  "f32",
  "separableConv2d"
> {
  checkOptions("separableConv2d", options, [
    "multiplier",
    "strides",
    "padding",
    "dilations",
    "bias",
    "initializer",
    "biasInitializer",
  ]);
  const { multiplier = 1, initializer = heUniform() } = options;
  const [height = 1, width = 1] = windowOf("separableConv2d", 2, window);
  checkSize("separableConv2d", "inputs", inputs);
  checkSize("separableConv2d", "outputs", outputs);
  checkSize("separableConv2d", "outputs of a channel", multiplier);
  const size = sizeOf([height, width]);
  const between = inputs * multiplier;
  return defineLayer({
    kind: "separableConv2d",
    initialize: (key) => {
      const fans = { inputs: between, outputs };
      const parameters = {
        depthwise: initializer(keyFor(key, "depthwise"), [height, width, inputs, multiplier], {
          inputs: size,
          outputs: size * multiplier,
        }),
        pointwise: initializer(keyFor(key, "pointwise"), [1, 1, between, outputs], fans),
        ...initialBias(key, outputs, fans, options),
      };
      // Optional members are there by the options, as the types of the parameters say.
      return parameters as never;
    },
    apply: (parameters, x, context) => {
      refuseLengths("separableConv2d", context, "convolve over time with conv1d");
      checkRank("separableConv2d", x.shape, ["batch", "height", "width", "channels"]);
      checkLastAxis("separableConv2d", "channels", x.shape, inputs);
      const { depthwise, pointwise }: { readonly depthwise: Tensor; readonly pointwise: Tensor } = parameters;
      const filtered = convolveChannels(x, depthwise, stepsOf<2>(options));
      return withBias(convolve(filtered, pointwise), parameters);
    },
  });
}
