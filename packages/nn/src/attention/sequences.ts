/** Sequences of rows of one width, in types and at run time. */
import type { IsDynamic, Shape, ShapeError, ShowShape, Tensor } from "@rensa/core";
import type { Same } from "@rensa/ops";
import type { ShapeFunction } from "../layer.ts";
import { checkLastAxis, checkRank } from "../layers/checks.ts";

/** Rows in a sequence, `[batch, time, width]`. */
export type Sequences<W extends number = number> = Tensor<readonly [number, number, W], "f32">;

/** `[batch, time, width]` stays as it is. */
export interface SameSequences<Name extends string, W extends number> extends ShapeFunction {
  readonly output: CheckedSequences<Name, Extract<this["input"], Shape>, W>;
}

type CheckedSequences<Name extends string, S extends Shape, W extends number> = S extends readonly [
  number,
  number,
  infer Width extends number,
]
  ? SameWidth<Name, Width, W, S>
  : IsDynamic<S> extends true
    ? SameWidth<Name, LastOf<S>, W, readonly [number, number, W]>
    : ShapeError<`${Name}: takes [batch, time, features] and gets ${ShowShape<S>}`>;

type SameWidth<Name extends string, Width extends number, W extends number, S extends Shape> = [
  Same<Width, W>,
] extends [never]
  ? ShapeError<`${Name}: takes ${W} features and gets ${Width}`>
  : S;

/** The last dimension; `number` where it is not known. */
export type LastOf<S extends Shape> = S extends readonly [...Shape, infer Last extends number] ? Last : number;

/**
 * A tensor as sequences of rows of a width; of any, where none is given.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`.
 */
export function asSequences(name: string, x: Tensor<Shape, "f32">, width?: number): Sequences {
  checkRank(name, x.shape, ["batch", "time", "features"]);
  if (width !== undefined) checkLastAxis(name, "features", x.shape, width);
  return x as Sequences;
}
