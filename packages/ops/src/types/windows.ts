/** Result shapes of convolutions and pools in the type system. */
import type { IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";
import type { Add, Divide, Multiply, Subtract } from "./decimal.ts";
import type { Same } from "./shapes.ts";

/** One number for all spatial axes, or one for each. */
export type PerAxis = number | readonly number[];

/**
 * What stands around the spatial axes. `"valid"`: nothing. `"same"`: as much as makes the result `ceil(extent / stride)`
 * long, the odd element after the tensor (TensorFlow's rule). A number: as many on every side. Or a pair
 * `[before, after]` for each axis.
 */
export type Padding = "valid" | "same" | number | readonly (readonly [number, number])[];

/** {@link PerAxis} and {@link Padding} of an op of one and of two spatial axes. */
export interface PerAxisOfRank {
  readonly 1: number | readonly [number];
  readonly 2: number | readonly [number, number];
}

/** {@link Padding} of an op of one and of two spatial axes. */
export interface PaddingOfRank {
  readonly 1: "valid" | "same" | number | readonly [readonly [number, number]];
  readonly 2: "valid" | "same" | number | readonly [readonly [number, number], readonly [number, number]];
}

type AtAxis<Option, Axis extends number> = Option extends number
  ? Option
  : Option extends readonly number[]
    ? number extends Option["length"]
      ? number
      : Option[Axis]
    : number;

/** What is padded along an axis, both sides together. */
type PaddedBy<Option, Axis extends number> = Option extends number
  ? Add<Option, Option>
  : Option extends readonly (readonly number[])[]
    ? number extends Option["length"]
      ? number
      : Option[Axis] extends readonly [infer Before extends number, infer After extends number]
        ? Add<Before, After>
        : number
    : 0;

type Span<Window extends number, Dilation extends number> = Add<Multiply<Subtract<Window, 1>, Dilation>, 1>;

/** How many windows fit along an axis; `never` where none does. */
type WindowCount<
  Extent extends number,
  Window extends number,
  Axis extends number,
  Strides,
  Pad,
  Dilations,
> = Pad extends "same"
  ? Divide<Subtract<Add<Extent, AtAxis<Strides, Axis>>, 1>, AtAxis<Strides, Axis>>
  : CountFrom<Subtract<Add<Extent, PaddedBy<Pad, Axis>>, Span<Window, AtAxis<Dilations, Axis>>>, AtAxis<Strides, Axis>>;

type CountFrom<Spare extends number, Stride extends number> = [Spare] extends [never]
  ? never
  : Add<Divide<Spare, Stride>, 1>;

/** The extent on which as many windows as given lie. */
type TransposedExtent<
  Count extends number,
  Window extends number,
  Axis extends number,
  Strides,
  Pad,
  Dilations,
> = Pad extends "same"
  ? Multiply<Count, AtAxis<Strides, Axis>>
  : Unpadded<
      Add<Multiply<Subtract<Count, 1>, AtAxis<Strides, Axis>>, Span<Window, AtAxis<Dilations, Axis>>>,
      Pad,
      Axis
    >;

/** An extent less its padding; one that is negative at the end adds to it. */
type Unpadded<Extent extends number, Pad, Axis extends number> = Pad extends readonly (readonly number[])[]
  ? Pad[Axis] extends readonly [infer Before extends number, infer After extends number]
    ? `${After}` extends `-${infer More extends number}`
      ? Add<Subtract<Extent, Before>, More>
      : Subtract<Extent, Add<Before, After>>
    : number
  : Subtract<Extent, PaddedBy<Pad, Axis>>;

type Counts<
  Extents extends Shape,
  Windows extends PerAxis,
  Strides,
  Pad,
  Dilations,
  Done extends Shape = readonly [],
> = Extents extends readonly [infer First extends number, ...infer Rest extends Shape]
  ? Counts<
      Rest,
      Windows,
      Strides,
      Pad,
      Dilations,
      readonly [...Done, WindowCount<First, AtAxis<Windows, Done["length"]>, Done["length"], Strides, Pad, Dilations>]
    >
  : Done;

type TransposedExtents<
  Extents extends Shape,
  Windows extends PerAxis,
  Strides,
  Pad,
  Dilations,
  Done extends Shape = readonly [],
> = Extents extends readonly [infer First extends number, ...infer Rest extends Shape]
  ? TransposedExtents<
      Rest,
      Windows,
      Strides,
      Pad,
      Dilations,
      readonly [
        ...Done,
        TransposedExtent<First, AtAxis<Windows, Done["length"]>, Done["length"], Strides, Pad, Dilations>,
      ]
    >
  : Done;

/** A shape of unknown dimensions, of an op of one or two spatial axes. */
interface UnknownOfRank {
  readonly 1: readonly [number, number, number];
  readonly 2: readonly [number, number, number, number];
}

/** `[batch, ...spatial, channels]` taken apart. */
type Parts<X extends Shape> = X extends readonly [
  infer Batch extends number,
  ...infer Spatial extends Shape,
  infer Channels extends number,
]
  ? { readonly batch: Batch; readonly spatial: Spatial; readonly channels: Channels }
  : never;

/** `[...window, channels, out]` taken apart. */
export type WeightParts<W extends Shape> = W extends readonly [
  ...infer Window extends Shape,
  infer Channels extends number,
  infer Out extends number,
]
  ? { readonly window: Window; readonly channels: Channels; readonly out: Out }
  : never;

/** The shape of a convolution; a dimension is `number` where it is not known. */
export type Convolved<Rank extends 1 | 2, X extends Shape, W extends Shape, Strides, Pad, Dilations> = true extends
  IsDynamic<X> | IsDynamic<W>
  ? UnknownOfRank[Rank]
  : readonly [
      Parts<X>["batch"],
      ...Counts<Parts<X>["spatial"], WeightParts<W>["window"], Strides, Pad, Dilations>,
      WeightParts<W>["out"],
    ];

/** The shape of a depthwise convolution. */
export type ConvolvedDepthwise<X extends Shape, W extends Shape, Strides, Pad, Dilations> = true extends
  IsDynamic<X> | IsDynamic<W>
  ? UnknownOfRank[2]
  : readonly [
      Parts<X>["batch"],
      ...Counts<Parts<X>["spatial"], WeightParts<W>["window"], Strides, Pad, Dilations>,
      Multiply<WeightParts<W>["channels"], WeightParts<W>["out"]>,
    ];

/** The shape of a transposed convolution. */
export type ConvolvedTranspose<
  Rank extends 1 | 2,
  X extends Shape,
  W extends Shape,
  Strides,
  Pad,
  Dilations,
  Groups extends number,
> = true extends IsDynamic<X> | IsDynamic<W>
  ? UnknownOfRank[Rank]
  : readonly [
      Parts<X>["batch"],
      ...TransposedExtents<Parts<X>["spatial"], WeightParts<W>["window"], Strides, Pad, Dilations>,
      Multiply<WeightParts<W>["channels"], Groups>,
    ];

/** The number of axes of an op of one or two spatial axes. */
interface AxesOfRank {
  readonly 1: 3;
  readonly 2: 4;
}

/** `unknown` where weights fit the input of an op, else a {@link ShapeError}. `Takes` is the channels that they take. */
export type WeightsCheck<
  Name extends string,
  Rank extends 1 | 2,
  X extends Shape,
  W extends Shape,
  Takes extends number,
  Result extends Shape,
> = true extends IsDynamic<X> | IsDynamic<W>
  ? unknown
  : X["length"] extends AxesOfRank[Rank]
    ? W["length"] extends AxesOfRank[Rank]
      ? [Same<Parts<X>["channels"], Takes>] extends [never]
        ? ShapeError<`${Name}: ${ShowShape<X>} has ${Parts<X>["channels"]} channels and the weights ${ShowShape<W>} take ${Takes}`>
        : HasNever<Result> extends true
          ? ShapeError<`${Name}: the windows of ${ShowShape<W>} do not fit in ${ShowShape<X>}`>
          : unknown
      : ShapeError<`${Name}: the weights ${ShowShape<W>} need ${AxesOfRank[Rank]} axes`>
    : ShapeError<`${Name}: ${ShowShape<X>} needs ${AxesOfRank[Rank]} axes`>;

type HasNever<S extends Shape> = S extends readonly [infer First, ...infer Rest extends Shape]
  ? [First] extends [never]
    ? true
    : HasNever<Rest>
  : false;

/** `unknown` where the weights of a convolution fit its input, else a {@link ShapeError}. */
export type ConvolveCheck<
  Name extends string,
  Rank extends 1 | 2,
  X extends Shape,
  W extends Shape,
  Strides,
  Pad,
  Dilations,
  Groups extends number,
> = WeightsCheck<
  Name,
  Rank,
  X,
  W,
  Multiply<WeightParts<W>["channels"], Groups>,
  Convolved<Rank, X, W, Strides, Pad, Dilations>
>;

/** `unknown` where the weights of a depthwise convolution fit its input, else a {@link ShapeError}. */
export type DepthwiseCheck<X extends Shape, W extends Shape, Strides, Pad, Dilations> = WeightsCheck<
  "depthwiseConv2d",
  2,
  X,
  W,
  WeightParts<W>["channels"],
  ConvolvedDepthwise<X, W, Strides, Pad, Dilations>
>;

/** `unknown` where the weights of a transposed convolution fit its input, else a {@link ShapeError}. */
export type TransposeCheck<
  Name extends string,
  Rank extends 1 | 2,
  X extends Shape,
  W extends Shape,
  Strides,
  Pad,
  Dilations,
  Groups extends number,
> = WeightsCheck<
  Name,
  Rank,
  X,
  W,
  WeightParts<W>["out"],
  ConvolvedTranspose<Rank, X, W, Strides, Pad, Dilations, Groups>
>;

/** The shape of a pool over windows of `[batch, ...spatial, channels]`. */
export type Pooled<X extends Shape, Windows extends PerAxis, Strides, Pad> =
  IsDynamic<X> extends true
    ? Shape
    : readonly [Parts<X>["batch"], ...Counts<Parts<X>["spatial"], Windows, Strides, Pad, 1>, Parts<X>["channels"]];

/** `unknown` where an input has spatial axes in which the windows of a pool fit, else a {@link ShapeError}. */
export type PoolCheck<Name extends string, X extends Shape, Windows extends PerAxis, Strides, Pad> =
  IsDynamic<X> extends true
    ? unknown
    : X extends readonly [number, number, number, ...Shape]
      ? HasNever<Pooled<X, Windows, Strides, Pad>> extends true
        ? ShapeError<`${Name}: windows of ${Windows extends number ? `${Windows}` : Windows extends Shape ? ShowShape<Windows> : ""} do not fit in ${ShowShape<X>}`>
        : unknown
      : ShapeError<`${Name}: ${ShowShape<X>} has no spatial axes between the batch and the channels`>;

/** The shape of a pool over all spatial axes. */
export type PooledGlobally<X extends Shape> =
  IsDynamic<X> extends true ? readonly [number, number] : readonly [Parts<X>["batch"], Parts<X>["channels"]];
