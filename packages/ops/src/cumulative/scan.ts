/**
 * Cumulative combination by doubling (Hillis and Steele 1986, "Data parallel algorithms"): after a step of length
 * 1, 2, 4, ... every element combines twice as many. The steps are elementwise ops of shifted tensors, so that they run by
 * vectors along any axis, and have derivatives by themselves.
 */
import { anyAxis, normalizeAxis, type Apply, type Combine, type DType, type Shape, type Tensor } from "@rensa/core";
import { startOf } from "@rensa/core/compiler";
import type { AxesCheck } from "../types/shapes.ts";
import { shifted } from "./shifted.ts";

/** What a cumulative op knows: the axis counted from the front, its direction, and whether an element counts itself. */
export interface CumulativeAttributes {
  readonly axis: number;
  readonly reverse: boolean;
  readonly exclusive: boolean;
}

/** The defaults of {@link CumulativeAttributes}; the call always gives the axis. */
export const scanAttributes = { axis: anyAxis(), reverse: false, exclusive: false };

/** The options of a cumulative op. */
export interface CumulativeOptions {
  /** From the end to the start. Default: false. */
  readonly reverse?: boolean;
  /** Each element combines those before it without itself. Default: false. */
  readonly exclusive?: boolean;
}

/** The values of one or several tensors that are scanned together. */
export type Combination<T> = (earlier: T, later: T) => T;

/** Combines the elements up to each by steps; `move` shifts what is scanned by a number of places. */
export function scanBySteps<T>(x: T, extent: number, move: (x: T, by: number) => T, combine: Combination<T>): T {
  let result = x;
  for (let by = 1; by < extent; by *= 2) result = combine(move(result, by), result);
  return result;
}

/** The cumulative combination of a tensor. What an exclusive one starts with is the identity of `kind`. */
export function scan(
  x: Tensor,
  { axis, reverse, exclusive }: CumulativeAttributes,
  kind: Combine,
  combine: Combination<Tensor>,
): Tensor {
  const identity = startOf(kind, x.dtype);
  const move = (tensor: Tensor, by: number): Tensor => shifted(tensor, axis, reverse ? -by : by, identity);
  const inclusive = scanBySteps(x, x.shape[axis] ?? 1, move, combine);
  return exclusive ? move(inclusive, 1) : inclusive;
}

/** The call of a cumulative op along an axis (default: the last). */
export function scanCall<Name extends string>(name: Name) {
  return (apply: Apply<CumulativeAttributes>) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<S, D>,
      axis?: Axis & AxesCheck<Name, S, Axis>,
      options?: CumulativeOptions,
    ): Tensor<S, D> =>
      apply([x], { axis: normalizeAxis(name, axis ?? -1, x.shape.length), ...options });
}
