/** Result shapes of the windows of images, in the type system. */
import type { Shape } from "@rensa/core";
import type { Multiply } from "../types/decimal.ts";
import type { PaddingOfRank, PerAxisOfRank, Pooled } from "../types/windows.ts";
import type { ImageSize } from "./image-types.ts";

/** How windows lie on images: as those of a convolution. */
export interface PatchOptions {
  /** The steps from window to window, for both axes or each. Default: 1. */
  readonly strides?: PerAxisOfRank[2];
  /** What stands around the images, as for `conv2d`. Default: `"valid"`, nothing. */
  readonly padding?: PaddingOfRank[2];
  /** The steps within a window. Default: 1. */
  readonly dilations?: PerAxisOfRank[2];
}

type OptionOf<Options, Key extends keyof PatchOptions, Default> = Options extends { readonly [K in Key]: infer Given }
  ? Given
  : Default;

/** The shape of windows as rows of columns; where windows are dilated their number is not computed. */
export type PatchColumns<S extends Shape, Window extends ImageSize, Options> = S extends readonly [
  infer Batch extends number,
  number,
  number,
  infer Channels extends number,
]
  ? OptionOf<Options, "dilations", 1> extends 1
    ? readonly [
        Batch,
        Windows<S, Window, Options>[1] & number,
        Windows<S, Window, Options>[2] & number,
        Multiply<Multiply<Window[0], Window[1]>, Channels>,
      ]
    : readonly [Batch, number, number, Multiply<Multiply<Window[0], Window[1]>, Channels>]
  : readonly [number, number, number, number];

type Windows<S extends Shape, Window extends ImageSize, Options> = Extract<
  Pooled<S, Window, OptionOf<Options, "strides", 1>, OptionOf<Options, "padding", "valid">>,
  Shape
>;
