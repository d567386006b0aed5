/** Shapes of matrices and of what they are factored into, in the type system. */
import type { Broadcast, IsDynamic, Shape, ShapeError, ShowShape } from "@rensa/core";
import type { Same } from "../types/shapes.ts";

export type { SquareCheck } from "../matrix/matrix-types.ts";

/** The axes before the last two. */
export type BatchOf<S extends Shape> = S extends readonly [...infer Batch extends Shape, number, number]
  ? Batch
  : Shape;

/** A square matrix's shape without its last axis: `[..., n]`. */
export type WithoutLast<S extends Shape> = S extends readonly [...infer Rest extends Shape, number] ? Rest : Shape;

/** The shape `[..., n, m]` of a transposed matrix. */
export type TransposedMatrix<S extends Shape> = S extends readonly [
  ...infer Batch extends Shape,
  infer M extends number,
  infer N extends number,
]
  ? readonly [...Batch, N, M]
  : Shape;

/** `[..., m, k]` of a matrix `[..., m, n]`, where k, the smaller of m and n, is not computed. */
export type LeftFactor<S extends Shape> = S extends readonly [
  ...infer Batch extends Shape,
  infer M extends number,
  number,
]
  ? readonly [...Batch, M, number]
  : Shape;

/** `[..., k, n]` of a matrix `[..., m, n]`, where k, the smaller of m and n, is not computed. */
export type RightFactor<S extends Shape> = S extends readonly [
  ...infer Batch extends Shape,
  number,
  infer N extends number,
]
  ? readonly [...Batch, number, N]
  : Shape;

/** The shape of `x` in `a x = b`; `never` where the shapes do not suit. A `b` of one axis is a vector. */
export type Solution<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? Shape
  : B extends readonly [infer Rows extends number]
    ? A extends readonly [...infer Batch extends Shape, infer M extends number, infer N extends number]
      ? [Same<M, Rows>] extends [never]
        ? never
        : readonly [...Batch, N]
      : never
    : SolutionOfMatrices<A, B>;

type SolutionOfMatrices<A extends Shape, B extends Shape> = A extends readonly [
  ...infer BatchA extends Shape,
  infer M extends number,
  infer N extends number,
]
  ? B extends readonly [...infer BatchB extends Shape, infer Rows extends number, infer K extends number]
    ? [Same<M, Rows>] extends [never]
      ? never
      : [Broadcast<BatchA, BatchB>] extends [never]
        ? never
        : readonly [...Broadcast<BatchA, BatchB>, N, K]
    : never
  : never;

/** `unknown` where a system has a right side that suits, else a {@link ShapeError}. */
export type SolutionCheck<Name extends string, A extends Shape, B extends Shape> = [Solution<A, B>] extends [never]
  ? ShapeError<`${Name}: ${ShowShape<A>} and the right side ${ShowShape<B>} do not suit`>
  : unknown;
