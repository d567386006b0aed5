/** Steps at which a schedule changes. */
import { checkKind, constant, formatGiven, RensaError, type Tensor } from "@rensa/core";
import { cast, greaterEqual, sum, where } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Rate, Schedule } from "./schedule.ts";

/** Refuses boundaries that are no ascending steps. */
export function expectBoundaries(owner: string, boundaries: readonly number[]): void {
  checkKind(`${owner}: the boundaries`, boundaries, "list");
  if (boundaries.length === 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${owner}: there are no boundaries; give the steps at which the rate changes.`,
    );
  }
  boundaries.forEach((boundary, at) => {
    expectRange(owner, ranges.count, { [`boundary ${String(at)}`]: boundary });
    const before = boundaries[at - 1];
    if (before !== undefined && boundary <= before) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `${owner}: the boundary ${formatGiven(boundary)} stands after ${formatGiven(before)}; give them in ascending order, each once.`,
      );
    }
  });
}

/** How many of the boundaries a step is at or after. */
export function boundariesPassed(step: Parameters<Schedule>[0], boundaries: readonly number[]): Tensor {
  const all = constant({ shape: [boundaries.length], dtype: "i32", data: Int32Array.from(boundaries) });
  return sum(cast(greaterEqual(step, all), "i32"));
}

/** The last of some values whose boundary a step is at or after; the first value before all. */
export function valueAfter(
  step: Parameters<Schedule>[0],
  values: readonly Rate[],
  boundaries: readonly number[],
): Rate {
  const [first, ...later] = values;
  if (first === undefined) throw new RensaError("INTERNAL", "A schedule has no values.");
  return later.reduce<Rate>((value, next, at) => where(greaterEqual(step, boundaries[at] ?? 0), next, value), first);
}
