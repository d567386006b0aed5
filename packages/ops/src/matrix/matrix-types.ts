/** Result shapes of the ops on matrices, in the type system. A matrix is the last two axes; those before are a batch. */
import type { IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";
import type { Add, Subtract } from "../types/decimal.ts";
import type { Same } from "../types/shapes.ts";

/** `unknown` for a shape of at least two axes, else a {@link ShapeError}. */
export type MatrixCheck<Name extends string, S extends Shape> =
  IsDynamic<S> extends true
    ? unknown
    : S extends readonly [...Shape, number, number]
      ? unknown
      : ShapeError<`${Name}: ${ShowShape<S>} needs at least 2 axes`>;

/** `unknown` for a shape whose last two dimensions can be equal, else a {@link ShapeError}. */
export type SquareCheck<Name extends string, S extends Shape> =
  IsDynamic<S> extends true
    ? unknown
    : S extends readonly [...Shape, infer Rows extends number, infer Columns extends number]
      ? [Same<Rows, Columns>] extends [never]
        ? ShapeError<`${Name}: ${ShowShape<S>} is not square`>
        : unknown
      : ShapeError<`${Name}: ${ShowShape<S>} needs at least 2 axes`>;

type Least<A extends number, B extends number> = number extends A | B
  ? number
  : [Subtract<A, B>] extends [never]
    ? A
    : B;

/** The shape of a diagonal: of that at an offset the length is not computed. */
export type DiagonalOf<S extends Shape, Offset extends number> = S extends readonly [
  ...infer Batch extends Shape,
  infer Rows extends number,
  infer Columns extends number,
]
  ? readonly [...Batch, Offset extends 0 ? Least<Rows, Columns> : number]
  : Shape;

type Magnitude<Offset extends number> = number extends Offset
  ? number
  : `${Offset}` extends `-${infer Positive extends number}`
    ? Positive
    : Offset;

/** The shape of the matrices with given diagonals; `Rows` and `Columns` are `undefined` where they are the least. */
export type WithDiagonal<S extends Shape, Offset extends number, Rows, Columns> = S extends readonly [
  ...infer Batch extends Shape,
  infer Length extends number,
]
  ? readonly [
      ...Batch,
      Rows extends number ? Rows : Add<Length, Magnitude<Offset>>,
      Columns extends number ? Columns : Add<Length, Magnitude<Offset>>,
    ]
  : Shape;

/** The shape without its last two axes. */
export type WithoutMatrix<S extends Shape> = S extends readonly [...infer Batch extends Shape, number, number]
  ? readonly [...Batch]
  : Shape;
