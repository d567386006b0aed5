/** Result shapes of the ops on images `[batch, height, width, channels]`, in the type system. */
import type { IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";
import type { Divide, Multiply } from "../types/decimal.ts";

/** Height and width. */
export type ImageSize = readonly [number, number];

/** `unknown` for a shape of four axes, else a {@link ShapeError}. */
export type ImageCheck<Name extends string, S extends Shape> =
  IsDynamic<S> extends true
    ? unknown
    : S["length"] extends 4
      ? unknown
      : ShapeError<`${Name}: ${ShowShape<S>} is not [batch, height, width, channels]`>;

type UnknownImage = readonly [number, number, number, number];

/** The shape of images of another size. */
export type Resized<S extends Shape, Size extends ImageSize> = S extends readonly [
  infer Batch extends number,
  number,
  number,
  infer Channels extends number,
]
  ? readonly [Batch, Size[0], Size[1], Channels]
  : UnknownImage;

/** The shape of images whose channels became blocks of pixels. */
export type DepthToSpace<S extends Shape, Block extends number> = S extends readonly [
  infer Batch extends number,
  infer Height extends number,
  infer Width extends number,
  infer Channels extends number,
]
  ? readonly [Batch, Multiply<Height, Block>, Multiply<Width, Block>, Divide<Channels, Multiply<Block, Block>>]
  : UnknownImage;

/** The shape of images whose blocks of pixels became channels. */
export type SpaceToDepth<S extends Shape, Block extends number> = S extends readonly [
  infer Batch extends number,
  infer Height extends number,
  infer Width extends number,
  infer Channels extends number,
]
  ? readonly [Batch, Divide<Height, Block>, Divide<Width, Block>, Multiply<Channels, Multiply<Block, Block>>]
  : UnknownImage;
