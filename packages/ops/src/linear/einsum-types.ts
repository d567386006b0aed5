/** Equations of einsum in the type system: the result's shape, and what does not suit as a sentence. */
import type { BroadcastDimension, IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";

/**
 * The shape of what an equation says of tensors; `Shape` where the equation is no literal or has an ellipsis, or where a
 * rank is not known.
 */
export type EinsumShape<Equation extends string, Shapes extends readonly Shape[]> =
  IsReadable<Equation, Shapes> extends true ? ShapeOfSplit<Split<Equation>, Shapes> : Shape;

type ShapeOfSplit<Equation extends Halves, Shapes extends readonly Shape[]> =
  BindAll<Terms<Equation["factors"]>, Shapes, Empty> extends infer Extents
    ? Extents extends ShapeError<string>
      ? Shape
      : Equation["result"] extends string
        ? Named<Equation["result"], Extents>
        : Named<OccurOnce<Equation["factors"], Letters>, Extents>
    : Shape;

/** `unknown` where an equation suits tensors, or that is not known, else a {@link ShapeError}. */
export type EinsumCheck<Equation extends string, Shapes extends readonly Shape[]> =
  IsReadable<Equation, Shapes> extends true
    ? Terms<Split<Equation>["factors"]>["length"] extends Shapes["length"]
      ? BindAll<Terms<Split<Equation>["factors"]>, Shapes, Empty> extends infer Extents
        ? Extents extends ShapeError<string>
          ? Extents
          : unknown
        : unknown
      : ShapeError<`einsum: "${Equation}" names ${Terms<Split<Equation>["factors"]>["length"] & number} tensors and ${Shapes["length"]} are given`>
    : unknown;

type IsReadable<Equation extends string, Shapes extends readonly Shape[]> = string extends Equation
  ? false
  : Equation extends `${string}.${string}`
    ? false
    : number extends Shapes["length"]
      ? false
      : true extends { readonly [K in keyof Shapes]: IsDynamic<Shapes[K]> }[number]
        ? false
        : true;

type Empty = Readonly<Record<never, never>>;

type WithoutSpaces<Text extends string> = Text extends `${infer Head} ${infer Tail}`
  ? WithoutSpaces<`${Head}${Tail}`>
  : Text;

interface Halves {
  readonly factors: string;
  readonly result: string | null;
}

type Split<Equation extends string> =
  WithoutSpaces<Equation> extends `${infer Factors}->${infer Result}`
    ? { readonly factors: Factors; readonly result: Result }
    : { readonly factors: WithoutSpaces<Equation>; readonly result: null };

type Terms<Factors extends string> = Factors extends `${infer Head},${infer Tail}`
  ? readonly [Head, ...Terms<Tail>]
  : readonly [Factors];

/** The extent of each label, or a {@link ShapeError}. */
type BindAll<All extends readonly string[], Shapes extends readonly Shape[], Extents> =
  Extents extends ShapeError<string>
    ? Extents
    : All extends readonly [infer Head extends string, ...infer Tail extends readonly string[]]
      ? Shapes extends readonly [infer First extends Shape, ...infer Rest extends readonly Shape[]]
        ? BindAll<Tail, Rest, Bind<Head, First, Extents, Head, First>>
        : Extents
      : Extents;

type Bind<
  Labels extends string,
  S extends Shape,
  Extents,
  Term extends string,
  Whole extends Shape,
> = Labels extends `${infer Label}${infer Rest}`
  ? S extends readonly [infer First extends number, ...infer Others extends Shape]
    ? [BroadcastDimension<First, ExtentOf<Label, Extents, First>>] extends [never]
      ? ShapeError<`einsum: the axis ${Label} is ${ExtentOf<Label, Extents, First>} and ${First} long`>
      : Bind<
          Rest,
          Others,
          With<Label, BroadcastDimension<First, ExtentOf<Label, Extents, First>>, Extents>,
          Term,
          Whole
        >
    : ShapeError<`einsum: the term "${Term}" does not name the axes of ${ShowShape<Whole>}`>
  : S extends readonly []
    ? Extents
    : ShapeError<`einsum: the term "${Term}" does not name the axes of ${ShowShape<Whole>}`>;

type ExtentOf<Label extends string, Extents, Default extends number> = Label extends keyof Extents
  ? Extents[Label] & number
  : Default;

type With<Label extends string, Extent extends number, Extents> = {
  readonly [K in keyof Extents | Label]: K extends Label ? Extent : K extends keyof Extents ? Extents[K] : never;
};

type Named<
  Labels extends string,
  Extents,
  Done extends Shape = readonly [],
> = Labels extends `${infer Label}${infer Rest}`
  ? Label extends keyof Extents
    ? Named<Rest, Extents, readonly [...Done, Extents[Label] & number]>
    : Shape
  : Done;

type Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The letters that occur once in a text, in alphabetical order. */
type OccurOnce<
  Text extends string,
  Among extends string,
  Done extends string = "",
> = Among extends `${infer Letter}${infer Rest}`
  ? OccurOnce<
      Text,
      Rest,
      Text extends `${string}${Letter}${infer After}`
        ? After extends `${string}${Letter}${string}`
          ? Done
          : `${Done}${Letter}`
        : Done
    >
  : Done;
