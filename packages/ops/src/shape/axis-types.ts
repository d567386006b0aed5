/** Result shapes of the ops that move, repeat, merge and cut axes, in the type system. */
import type { IsDynamic, Shape } from "@rensa/core";
import type { Add, Divide, Multiply, SizeOf, Subtract } from "../types/decimal.ts";
import type { InsertAxis, Permute, Reduce, WithAxis } from "../types/shapes.ts";

/** The dimension at an axis; `number` where it is not known. */
export type DimensionAt<S extends Shape, Axis extends number> =
  true extends IsKnown<S, Axis> ? Permute<S, readonly [Axis]>[0] & number : number;

type IsKnown<S extends Shape, Axis extends number> = true extends IsDynamic<S> | (number extends Axis ? true : false)
  ? false
  : true;

/** The shape with two axes exchanged. */
export type SwappedAxes<S extends Shape, First extends number, Second extends number> = false extends
  IsKnown<S, First> | IsKnown<S, Second>
  ? Shape
  : WithAxis<S, First, DimensionAt<S, Second>> extends infer Half extends Shape
    ? Extract<WithAxis<Half, Second, DimensionAt<S, First>>, Shape>
    : Shape;

/** The shape with one axis at another place. */
export type MovedAxis<S extends Shape, From extends number, To extends number> = false extends
  IsKnown<S, From> | IsKnown<S, To>
  ? Shape
  : InsertAxis<Reduce<S, From, false>, To, DimensionAt<S, From>>;

/** The shape with the axes from `Start` to the last in one; `Shape` where another end is named. */
export type Flattened<S extends Shape, Start extends number, End extends number> =
  IsDynamic<S> extends true ? Shape : End extends -1 ? FlattenedFrom<S, Start> : Shape;

type FlattenedFrom<S extends Shape, Start extends number, Done extends Shape = readonly []> = number extends Start
  ? Shape
  : Done["length"] extends Start
    ? readonly [...Done, SizeOf<S>]
    : S extends readonly [infer First extends number, ...infer Rest extends Shape]
      ? FlattenedFrom<Rest, Start, readonly [...Done, First]>
      : Shape;

/** The shape with every dimension multiplied by its own number; `Shape` where there are more or fewer of these. */
export type Tiled<S extends Shape, Counts extends readonly number[]> = true extends IsDynamic<S> | IsDynamic<Counts>
  ? Shape
  : S["length"] extends Counts["length"]
    ? { readonly [K in keyof S]: K extends keyof Counts ? Multiply<S[K] & number, Counts[K] & number> : S[K] }
    : Shape;

/** The shape with the dimension of one axis multiplied. */
export type Repeated<S extends Shape, Axis extends number, Count extends number> = WithAxis<
  S,
  Axis,
  Multiply<DimensionAt<S, Axis>, Count>
>;

/** The shape with an axis of windows, and one more for what is in each. */
export type Unfolded<S extends Shape, Axis extends number, Size extends number, Step extends number> =
  false extends IsKnown<S, Axis>
    ? Shape
    : readonly [...WithAxis<S, Axis, WindowsOn<DimensionAt<S, Axis>, Size, Step>>, Size];

type WindowsOn<Extent extends number, Size extends number, Step extends number> = [Subtract<Extent, Size>] extends [
  never,
]
  ? number
  : Add<Divide<Subtract<Extent, Size>, Step>, 1>;

/** The shape with all dimensions unknown. */
export type SameRank<S extends Shape> = { readonly [K in keyof S]: number };
