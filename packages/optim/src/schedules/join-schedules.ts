/** Schedules one after the other, each from its own start. */
import { checkKind, RensaError } from "@rensa/core";
import { cast, maximum, sub } from "@rensa/ops";
import { expectBoundaries, valueAfter } from "./boundaries.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Schedules one after the other, as PyTorch's `SequentialLR`: each sees the steps since its boundary.
 *
 * @param schedules At least one.
 * @param boundaries The steps at which the second, the third, ... begin, ascending: one fewer than there are schedules.
 * @throws RensaError `ARGUMENT_INVALID` where the numbers do not fit or the boundaries do not ascend.
 *
 * @example
 * ```ts
 * import { constantRate, cosine, joinSchedules, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = joinSchedules([constantRate(0.1), cosine({ peak: 1, steps: 4 })], [2]);
 * const optimizer = sgd(schedule);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [0.1, 0.1, 1, 0.8535..., 0.5]
 * ```
 */
export function joinSchedules(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule {
  checkKind("joinSchedules: the schedules", schedules, "list");
  checkKind("joinSchedules: the boundaries", boundaries, "list");
  for (const schedule of schedules) checkKind("joinSchedules: a schedule", schedule, "function");
  if (schedules.length === 0 || boundaries.length !== schedules.length - 1) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `joinSchedules: ${String(schedules.length)} schedules and ${String(boundaries.length)} boundaries do not fit; give a boundary between each two.`,
    );
  }
  if (boundaries.length > 0) expectBoundaries("joinSchedules", boundaries);
  return (step, dtype = "f32") => {
    // Before its boundary a schedule is not looked at; it still must not see steps that there are not.
    const since = (start: number) => (start === 0 ? step : maximum(sub(step, start), 0));
    return valueAfter(
      step,
      schedules.map((schedule, at) => cast(schedule(since(boundaries[at - 1] ?? 0), dtype), dtype)),
      boundaries,
    );
  };
}
