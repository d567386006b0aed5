/** Python's slices: ends that count from the back, steps that go backwards. */
import {
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  listOf,
  nullable,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { SameRank } from "./axis-types.ts";
import { flip } from "./flip.ts";
import { slice } from "./slice.ts";

/** A place on an axis: negative ones count from the back; `null` is the end at which the step starts or stops. @inline */
type Place = number | null;

/**
 * The elements from `begin` (included) toward `end` (excluded) along each axis, in steps, as Python's
 * `x[begin:end:step, ...]`: a negative place counts from the back, a place beyond an end is that end, `null` is the
 * whole way, and a negative step goes backwards. Axes that the lists do not reach are taken whole. Default strides: 1.
 * It costs nothing: it is an index map.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a step of 0, places that are no integers, or more places than axes.
 *
 * @example
 * ```ts
 * import { stridedSlice } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * // x[::-1, 1:-1]
 * const traced = trace({ x: f32(4, 6) }, ({ x }) => stridedSlice(x, [null, 1], [null, -1], [-1, 1]));
 * console.log(traced.result); // { shape: [4, 4], dtype: "f32" }
 * ```
 */
export const stridedSlice = makeOp({
  name: "strided_slice",
  attributes: {
    begin: listOf(nullable(wholeNumber(0))),
    end: listOf(nullable(wholeNumber(0))),
    strides: listOf(wholeNumber(0)),
  },
  forward: {
    composite: ([x], { begin, end, strides }) => {
      const runs = x.shape.map((extent, axis) =>
        runOf(extent, begin[axis] ?? null, end[axis] ?? null, strides[axis] ?? 1),
      );
      const taken = slice(
        x,
        runs.map(({ start }) => start),
        runs.map(({ stop }) => stop),
        runs.map(({ step }) => step),
      );
      const reversed = runs.flatMap(({ isReversed }, axis) => (isReversed ? [axis] : []));
      return reversed.length === 0 ? taken : flip(taken, reversed);
    },
  },
  check: ({ begin, end, strides }, [x]) => {
    const rank = x?.shape.length ?? 0;
    const isPlace = (place: Place): boolean => place === null || Number.isInteger(place);
    const isStep = (step: number): boolean => Number.isInteger(step) && step !== 0;
    const lists = [begin, end, strides];
    if (begin.every(isPlace) && end.every(isPlace) && strides.every(isStep) && lists.every((l) => l.length <= rank)) {
      return;
    }
    const shown = lists.map((list) => `[${list.map(String).join(", ")}]`);
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `stridedSlice: from ${shown[0] ?? ""} to ${shown[1] ?? ""} by ${shown[2] ?? ""} does not suit ${formatShape(x?.shape ?? [])}; give at most ${String(rank)} integers (or null) each, and no step of 0.`,
    );
  },
  takes: "x, begin, end, strides?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      begin: readonly Place[],
      end: readonly Place[],
      strides: readonly number[] = [],
    ): Tensor<SameRank<S>, D> =>
      apply([x], { begin, end, strides }),
});

/** What is taken of one axis, in ascending order, and whether it is read the other way round. */
interface Run {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly isReversed: boolean;
}

function runOf(extent: number, begin: Place, end: Place, stride: number): Run {
  const step = Math.abs(stride);
  // A backward run can stop before the first element, where a forward one can stop after the last.
  const [lowest, highest] = stride > 0 ? [0, extent] : [-1, extent - 1];
  const placeOf = (place: number): number =>
    Math.min(highest, Math.max(lowest, place < 0 ? Math.max(place + extent, lowest) : place));
  const from = begin === null ? (stride > 0 ? lowest : highest) : placeOf(begin);
  const to = end === null ? (stride > 0 ? highest : lowest) : placeOf(end);
  const count = Math.max(0, Math.ceil((to - from) / stride));
  if (count === 0) return { start: 0, stop: 0, step: 1, isReversed: false };
  const last = from + (count - 1) * stride;
  return { start: Math.min(from, last), stop: Math.max(from, last) + 1, step, isReversed: stride < 0 };
}
