/** Constant rates between boundaries. */
import { checkKind, RensaError } from "@rensa/core";
import { expectRange, ranges } from "../ranges.ts";
import { joinSchedules } from "./join-schedules.ts";
import { constantRate, type Schedule } from "./schedule.ts";

/**
 * Constant rates between boundaries.
 *
 * @param rates One more than there are boundaries.
 * @param boundaries The steps at which the second, the third, ... rate begins, ascending.
 * @throws RensaError `ARGUMENT_INVALID` where the numbers do not fit, the boundaries do not ascend, or a rate is negative.
 *
 * @example
 * ```ts
 * import { piecewise, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = piecewise([0.1, 0.02, 0.001], [2, 4]);
 * const optimizer = sgd(schedule);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [0.1, 0.1, 0.02, 0.02, 0.001]
 * ```
 */
export function piecewise(rates: readonly number[], boundaries: readonly number[]): Schedule {
  checkKind("piecewise: the rates", rates, "list");
  checkKind("piecewise: the boundaries", boundaries, "list");
  rates.forEach((rate, at) => {
    expectRange("piecewise", ranges.notNegative, { [`rate ${String(at)}`]: rate });
  });
  if (rates.length === 0 || boundaries.length !== rates.length - 1) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `piecewise: ${String(rates.length)} rates and ${String(boundaries.length)} boundaries do not fit; give a boundary between each two.`,
    );
  }
  return joinSchedules(rates.map(constantRate), boundaries);
}
