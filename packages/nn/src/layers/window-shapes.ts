/** What convolutions and pools do to shapes. */
import type { IsDynamic, Shape, ShapeError } from "@rensa/core";
import type {
  Convolved,
  ConvolveCheck,
  ConvolvedDepthwise,
  ConvolvedTranspose,
  DepthwiseCheck,
  Multiply,
  PoolCheck,
  Pooled,
  PooledGlobally,
  Same,
  TransposeCheck,
} from "@rensa/ops";
import type { ShapeFunction } from "../layer.ts";

/** The options of windows, in types. */
export interface WindowTypes {
  readonly strides: unknown;
  readonly padding: unknown;
  readonly dilations: unknown;
}

/** A window of two axes. */
export type WindowPair<W> = W extends readonly [infer Vertical extends number, infer Horizontal extends number]
  ? readonly [Vertical, Horizontal]
  : W extends number
    ? readonly [W, W]
    : readonly [number, number];

/** A shape of so many spatial axes of which only the channels are known. */
interface OfChannels<C extends number> {
  readonly 1: readonly [number, number, C];
  readonly 2: readonly [number, number, number, C];
}

/**
 * The shape after a layer over windows: of an unknown rank what is known without it, else what the op says. The
 * channels are checked in either case.
 */
type AfterWindows<Name extends string, S, I extends number, Unknown, Check, Result> = S extends Shape
  ? IsDynamic<S> extends true
    ? S extends readonly [...Shape, infer Last extends number]
      ? [Same<Last, I>] extends [never]
        ? ShapeError<`${Name}: takes ${I} channels and gets ${Last}`>
        : Unknown
      : Unknown
    : Check extends ShapeError<string>
      ? Check
      : Result
  : never;

type InputShape<S> = Extract<S, Shape>;

/** A convolution over one or two axes, with weights `W` that take `I` channels of the input and give `O`. */
export interface ConvolutionShape<
  Name extends string,
  Rank extends 1 | 2,
  I extends number,
  O extends number,
  W extends Shape,
  T extends WindowTypes,
  Groups extends number,
> extends ShapeFunction {
  readonly output: AfterWindows<
    Name,
    this["input"],
    I,
    OfChannels<O>[Rank],
    ConvolveCheck<Name, Rank, InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"], Groups>,
    Convolved<Rank, InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"]>
  >;
}

/** A transposed convolution over two axes. */
export interface TransposedShape<
  Name extends string,
  I extends number,
  O extends number,
  W extends Shape,
  T extends WindowTypes,
  Groups extends number,
> extends ShapeFunction {
  readonly output: AfterWindows<
    Name,
    this["input"],
    I,
    OfChannels<O>[2],
    TransposeCheck<Name, 2, InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"], Groups>,
    ConvolvedTranspose<2, InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"], Groups>
  >;
}

/** A convolution of each channel by itself. */
export interface DepthwiseShape<
  Name extends string,
  I extends number,
  Multiplier extends number,
  W extends Shape,
  T extends WindowTypes,
> extends ShapeFunction {
  readonly output: AfterWindows<
    Name,
    this["input"],
    I,
    OfChannels<Multiply<I, Multiplier>>[2],
    DepthwiseCheck<InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"]>,
    ConvolvedDepthwise<InputShape<this["input"]>, W, T["strides"], T["padding"], T["dilations"]>
  >;
}

/** A pool over windows of one or two axes. */
export interface PoolShape<
  Name extends string,
  Rank extends 1 | 2,
  Windows extends number | Shape,
  Strides,
  Padding,
> extends ShapeFunction {
  readonly output: AfterPool<Name, Rank, this["input"], Windows, Strides, Padding>;
}

type AfterPool<
  Name extends string,
  Rank extends 1 | 2,
  S,
  Windows extends number | Shape,
  Strides,
  Padding,
> = S extends Shape
  ? IsDynamic<S> extends true
    ? OfChannels<S extends readonly [...Shape, infer Last extends number] ? Last : number>[Rank]
    : S["length"] extends OfChannels<number>[Rank]["length"]
      ? PoolCheck<Name, S, Windows, Strides, Padding> extends infer Error extends ShapeError<string>
        ? Error
        : Pooled<S, Windows, Strides, Padding>
      : ShapeError<`${Name}: takes [batch, ${Rank extends 1 ? "length" : "height, width"}, channels] and gets ${S["length"]} axes`>
  : never;

/** A pool over all spatial axes. */
export interface GlobalPoolShape<Name extends string> extends ShapeFunction {
  readonly output: this["input"] extends readonly [...infer Before extends Shape, infer Last extends number]
    ? number extends Before["length"]
      ? readonly [number, Last]
      : Before extends readonly [number, number, ...Shape]
        ? PooledGlobally<readonly [...Before, Last]>
        : ShapeError<`${Name}: takes [batch, ...spatial, channels] and gets no spatial axes`>
    : readonly [number, number];
}
