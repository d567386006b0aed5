/** Result shapes of reductions, matmul and the shape ops in the type system. */
import type { Broadcast, IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";
import type { Add, SizeOf } from "./decimal.ts";

/** One axis or several, from the front or, negative, from the back. */
export type AxisSpec = number | readonly number[];

type Indices<S extends Shape> = Extract<keyof S, `${number}`>;

/** Axis `-1` of a shape of rank 3 is `"2"`. */
type AxisKey<S extends Shape, Axis extends number> = `${Axis}` extends `-${infer FromEnd extends number}`
  ? CountBack<S, FromEnd>
  : `${Axis}`;
type CountBack<S extends Shape, FromEnd extends number, Dropped extends readonly unknown[] = []> = S extends readonly [
  ...infer Rest extends Shape,
  number,
]
  ? [...Dropped, 0]["length"] extends FromEnd
    ? `${Rest["length"]}`
    : CountBack<Rest, FromEnd, [...Dropped, 0]>
  : never;

type AxisKeys<S extends Shape, Axes extends AxisSpec> = Axes extends readonly number[]
  ? { [K in keyof Axes]: AxisKey<S, Axes[K] & number> }[number]
  : AxisKey<S, Axes & number>;

type ReduceAxes<
  S extends Shape,
  Keys,
  Keep,
  Position extends readonly unknown[] = [],
  Done extends Shape = readonly [],
> = S extends readonly [infer First extends number, ...infer Rest extends Shape]
  ? ReduceAxes<
      Rest,
      Keys,
      Keep,
      [...Position, 0],
      `${Position["length"]}` extends Keys
        ? Keep extends true
          ? readonly [...Done, 1]
          : Done
        : readonly [...Done, First]
    >
  : Done;

/** The shape after a reduction over `Axes` (all, where it is `undefined`). */
export type Reduce<S extends Shape, Axes extends AxisSpec | undefined, Keep extends boolean | undefined> =
  IsDynamic<S> extends true
    ? Axes extends AxisSpec
      ? Shape
      : Keep extends true
        ? Shape
        : readonly []
    : Axes extends AxisSpec
      ? number extends (Axes extends readonly (infer A)[] ? A : Axes)
        ? Shape
        : ReduceAxes<S, AxisKeys<S, Axes>, Keep>
      : ReduceAxes<S, Indices<S>, Keep>;

/** `unknown` where every axis exists, else a {@link ShapeError}. */
export type AxesCheck<Name extends string, S extends Shape, Axes> =
  IsDynamic<S> extends true
    ? unknown
    : Axes extends AxisSpec
      ? number extends (Axes extends readonly (infer A)[] ? A : Axes)
        ? unknown
        : HasMissing<S, Axes> extends true
          ? ShapeError<`${Name}: axis ${ShowAxes<Axes>} is out of range for ${ShowShape<S>}`>
          : unknown
      : unknown;

type HasMissing<S extends Shape, Axes extends AxisSpec> = Axes extends readonly [
  infer First extends number,
  ...infer Rest extends readonly number[],
]
  ? HasMissing<S, First> extends true
    ? true
    : HasMissing<S, Rest>
  : Axes extends readonly []
    ? false
    : Axes extends number
      ? [AxisKey<S, Axes>] extends [never]
        ? true
        : AxisKey<S, Axes> extends Indices<S>
          ? false
          : true
      : false;
type ShowAxes<Axes extends AxisSpec> = Axes extends number ? `${Axes}` : Axes extends Shape ? ShowShape<Axes> : never;

/** Two dimensions that must be equal; `never` where they are not. */
export type Same<A extends number, B extends number> = number extends A
  ? B
  : number extends B
    ? A
    : A extends B
      ? A
      : never;

type Flip<S extends Shape, Transposed> = Transposed extends true
  ? S extends readonly [...infer Batch extends Shape, infer M extends number, infer N extends number]
    ? readonly [...Batch, N, M]
    : S
  : S;

/** The shape of a matrix product; `never` where the inner dimensions differ, a rank is below 2 or batches do not broadcast. */
export type MatMul<A extends Shape, B extends Shape, TransposeA = false, TransposeB = false> = true extends
  IsDynamic<A> | IsDynamic<B>
  ? Shape
  : MatMulOf<Flip<A, TransposeA>, Flip<B, TransposeB>>;

type MatMulOf<A extends Shape, B extends Shape> = A extends readonly [
  ...infer BatchA extends Shape,
  infer M extends number,
  infer KA extends number,
]
  ? B extends readonly [...infer BatchB extends Shape, infer KB extends number, infer N extends number]
    ? [Same<KA, KB>] extends [never]
      ? never
      : [Broadcast<BatchA, BatchB>] extends [never]
        ? never
        : readonly [...Broadcast<BatchA, BatchB>, M, N]
    : never
  : never;

/** `unknown` where two shapes can be multiplied, else a {@link ShapeError}. */
export type MatMulCheck<A extends Shape, B extends Shape, TransposeA, TransposeB> = [
  MatMul<A, B, TransposeA, TransposeB>,
] extends [never]
  ? ShapeError<`matmul: ${ShowShape<Flip<A, TransposeA>>} x ${ShowShape<Flip<B, TransposeB>>} inner dimensions differ`>
  : unknown;

/** A shape given to reshape; one `-1` stands for what is left. */
export type Reshaped<To extends Shape> = { readonly [K in keyof To]: To[K] extends -1 ? number : To[K] };

/** `unknown` where the sizes agree or are not known, else a {@link ShapeError}. */
export type ReshapeCheck<S extends Shape, To extends Shape> = -1 extends To[number]
  ? unknown
  : number extends SizeOf<S> | SizeOf<To>
    ? unknown
    : SizeOf<S> extends SizeOf<To>
      ? unknown
      : ShapeError<`reshape: ${ShowShape<S>} has ${SizeOf<S>} elements and ${ShowShape<To>} has ${SizeOf<To>}`>;

/** The shape with its axes in the order of a permutation. */
export type Permute<S extends Shape, Order extends readonly number[]> =
  IsDynamic<S> extends true ? Shape : { readonly [K in keyof Order]: S[AxisKey<S, Order[K]> & keyof S] & number };

/** The shape with its axes reversed. */
export type ReverseShape<S extends Shape, Done extends Shape = readonly []> =
  IsDynamic<S> extends true
    ? Shape
    : S extends readonly [infer First extends number, ...infer Rest extends Shape]
      ? ReverseShape<Rest, readonly [First, ...Done]>
      : Done;

/** The shape with axis `Axis` replaced by a dimension. */
export type WithAxis<S extends Shape, Axis extends number, Dimension extends number> = true extends
  IsDynamic<S> | (number extends Axis ? true : false)
  ? Shape
  : { readonly [K in keyof S]: K extends AxisKey<S, Axis> ? Dimension : S[K] };

/** The shape that two shapes have when joined along an axis; `never` where other axes differ. */
export type Concat<A extends Shape, B extends Shape, Axis extends number> = true extends
  IsDynamic<A> | IsDynamic<B> | (number extends Axis ? true : false)
  ? Shape
  : A["length"] extends B["length"]
    ? ConcatFrom<A, B, AxisKey<A, Axis>>
    : never;

type ConcatFrom<
  A extends Shape,
  B extends Shape,
  Key,
  Position extends readonly unknown[] = [],
  Done extends Shape = readonly [],
> = A extends readonly [infer FirstA extends number, ...infer RestA extends Shape]
  ? B extends readonly [infer FirstB extends number, ...infer RestB extends Shape]
    ? `${Position["length"]}` extends Key
      ? ConcatFrom<RestA, RestB, Key, [...Position, 0], readonly [...Done, Add<FirstA, FirstB>]>
      : [Same<FirstA, FirstB>] extends [never]
        ? never
        : ConcatFrom<RestA, RestB, Key, [...Position, 0], readonly [...Done, Same<FirstA, FirstB>]>
    : never
  : Done;

/** The shape of several joined along an axis; `never` where other axes differ. */
export type ConcatAll<Shapes extends readonly Shape[], Axis extends number> = Shapes extends readonly [
  infer First extends Shape,
  ...infer Rest extends readonly Shape[],
]
  ? Rest extends readonly [infer Second extends Shape, ...infer Others extends readonly Shape[]]
    ? [Concat<First, Second, Axis>] extends [never]
      ? never
      : ConcatAll<readonly [Concat<First, Second, Axis>, ...Others], Axis>
    : First
  : Shape;

/** `unknown` where the shapes can be joined, else a {@link ShapeError} that names both that differ. */
export type ConcatCheck<Shapes extends readonly Shape[], Axis extends number> = Shapes extends readonly [
  infer First extends Shape,
  infer Second extends Shape,
  ...infer Others extends readonly Shape[],
]
  ? [Concat<First, Second, Axis>] extends [never]
    ? ShapeError<`concat: ${ShowShape<First>} and ${ShowShape<Second>} differ in an axis other than ${Axis}`>
    : ConcatCheck<readonly [Concat<First, Second, Axis>, ...Others], Axis>
  : unknown;

/** The shape with an axis of length 1 put in before `Axis`. */
export type InsertAxis<S extends Shape, Axis extends number, Dimension extends number = 1> = true extends
  IsDynamic<S> | (number extends Axis ? true : false)
  ? Shape
  : Axis extends -1
    ? readonly [...S, Dimension]
    : InsertAt<S, `${Axis}`, Dimension>;

type InsertAt<
  S extends Shape,
  Key,
  Dimension extends number,
  Position extends readonly unknown[] = [],
  Done extends Shape = readonly [],
> = `${Position["length"]}` extends Key
  ? readonly [...Done, Dimension, ...S]
  : S extends readonly [infer First extends number, ...infer Rest extends Shape]
    ? InsertAt<Rest, Key, Dimension, [...Position, 0], readonly [...Done, First]>
    : Shape;
