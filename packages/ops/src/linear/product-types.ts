/** Result shapes of the products of vectors, matrices and tensors, in the type system. */
import type { Broadcast, IsDynamic, Shape, ShapeError, ShowShape, Tensor } from "@rensa/core";
import type { Multiply } from "../types/decimal.ts";
import type { Same } from "../types/shapes.ts";

/** `unknown` for two vectors that can have one length, else a {@link ShapeError}. */
export type VectorsCheck<Name extends string, A extends Shape, B extends Shape> = true extends
  IsDynamic<A> | IsDynamic<B>
  ? unknown
  : A extends readonly [infer LengthA extends number]
    ? B extends readonly [infer LengthB extends number]
      ? [Same<LengthA, LengthB>] extends [never]
        ? ShapeError<`${Name}: ${ShowShape<A>} and ${ShowShape<B>} differ in length`>
        : unknown
      : ShapeError<`${Name}: ${ShowShape<B>} is not a vector`>
    : ShapeError<`${Name}: ${ShowShape<A>} is not a vector`>;

/** The shape of the product of a matrix and a vector. */
export type MatVec<A extends Shape, X extends Shape> = true extends IsDynamic<A> | IsDynamic<X>
  ? Shape
  : A extends readonly [...infer BatchA extends Shape, infer Rows extends number, infer Inner extends number]
    ? X extends readonly [...infer BatchX extends Shape, infer Length extends number]
      ? [Same<Inner, Length>] extends [never]
        ? never
        : [Broadcast<BatchA, BatchX>] extends [never]
          ? never
          : readonly [...Broadcast<BatchA, BatchX>, Rows]
      : never
    : never;

/** `unknown` where a matrix and a vector can be multiplied, else a {@link ShapeError}. */
export type MatVecCheck<A extends Shape, X extends Shape> = [MatVec<A, X>] extends [never]
  ? ShapeError<`matvec: ${ShowShape<A>} and ${ShowShape<X>} are not a matrix and a vector of its columns`>
  : unknown;

/** The shape of an inner product over the last axes. */
export type InnerShape<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? Shape
  : A extends readonly [...infer RestA extends Shape, number]
    ? B extends readonly [...infer RestB extends Shape, number]
      ? readonly [...RestA, ...RestB]
      : A
    : B;

/** The shape of a product summed over the last `Count` axes of the first and the first of the second. */
export type TensorDot<A extends Shape, B extends Shape, Axes> = true extends IsDynamic<A> | IsDynamic<B>
  ? Shape
  : Axes extends number
    ? number extends Axes
      ? Shape
      : readonly [...WithoutLast<A, Axes>, ...WithoutFirst<B, Axes>]
    : Shape;

type WithoutLast<
  S extends Shape,
  Count extends number,
  Done extends readonly unknown[] = [],
> = Done["length"] extends Count
  ? S
  : S extends readonly [...infer Rest extends Shape, number]
    ? WithoutLast<Rest, Count, [...Done, 0]>
    : Shape;

type WithoutFirst<
  S extends Shape,
  Count extends number,
  Done extends readonly unknown[] = [],
> = Done["length"] extends Count
  ? S
  : S extends readonly [number, ...infer Rest extends Shape]
    ? WithoutFirst<Rest, Count, [...Done, 0]>
    : Shape;

/** The shape of a Kronecker product: dimensions multiplied, aligned at the last. */
export type Kronecker<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? Shape
  : KroneckerFromEnd<A, B, readonly []>;

type KroneckerFromEnd<A extends Shape, B extends Shape, Done extends Shape> = A extends readonly [
  ...infer HeadA extends Shape,
  infer LastA extends number,
]
  ? B extends readonly [...infer HeadB extends Shape, infer LastB extends number]
    ? KroneckerFromEnd<HeadA, HeadB, readonly [Multiply<LastA, LastB>, ...Done]>
    : readonly [...A, ...Done]
  : readonly [...B, ...Done];

/** The shape of a chain of matrices: a vector in front is a row, one at the end a column. */
export type Chain<T extends readonly Tensor[]> = T extends readonly [infer First extends Tensor, ...Tensor[]]
  ? T extends readonly [...Tensor[], infer Last extends Tensor]
    ? true extends IsDynamic<First["shape"]> | IsDynamic<Last["shape"]>
      ? Shape
      : readonly [...RowsOf<First["shape"]>, ...ColumnsOf<Last["shape"]>]
    : Shape
  : Shape;

type RowsOf<S extends Shape> = S extends readonly [infer Rows extends number, number] ? readonly [Rows] : readonly [];
type ColumnsOf<S extends Shape> = S extends readonly [number, infer Columns extends number]
  ? readonly [Columns]
  : readonly [];

/** The shape of a bilinear map. */
export type Bilinear<A extends Shape, W extends Shape> =
  IsDynamic<A> extends true
    ? Shape
    : A extends readonly [...infer Batch extends Shape, number]
      ? readonly [...Batch, W[0] & number]
      : Shape;
