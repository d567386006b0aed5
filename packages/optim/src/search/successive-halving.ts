/** Successive halving (Jamieson and Talwalkar 2016): many trials begin, and at each rung only the best go on. */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import { expectRange, ranges } from "../ranges.ts";
import { drawSettings, type SearchStrategy, type TrialOrder, type TrialResult } from "./strategy.ts";

/** How {@link successiveHalving} divides its epochs. */
export interface SuccessiveHalvingOptions {
  /** Trials that begin. */
  readonly trials: number;
  /** One trial of so many goes on at each rung, and then runs so many times as long. Default: 3. */
  readonly reduction?: number;
  /** The epoch of the first rung. Default: 1. */
  readonly minimumEpochs?: number;
  /** The epoch at which the last ones are complete. Their trainers need as many. */
  readonly maximumEpochs: number;
}

/**
 * Trials with random settings that wait at rungs: after `minimumEpochs`, then after `reduction` times as many, and so on. Of
 * n trials at a rung the best floor(n / reduction) go on, at least one; of equal ones those with smaller numbers. A rung is
 * judged when all its trials have come to it, so the outcome does not depend on their speed.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
 *
 * @example
 * ```ts
 * import { logUniform, successiveHalving } from "@rensa/optim";
 *
 * // 27 trials of 1 epoch, the best 9 go on to 3, the best 3 to 9, the best one to 27.
 * const strategy = successiveHalving({ trials: 27, reduction: 3, minimumEpochs: 1, maximumEpochs: 27 });
 * const first = strategy.rounds({ space: { rate: logUniform(1e-3, 1) }, seed: 0, isBetter: () => false }).next();
 * console.log(first.done === true ? 0 : first.value.length); // 27
 * ```
 */
export function successiveHalving(options: SuccessiveHalvingOptions): SearchStrategy {
  checkOptions("successiveHalving", options, ["trials", "reduction", "minimumEpochs", "maximumEpochs"]);
  const { trials, reduction = 3, minimumEpochs = 1, maximumEpochs } = options;
  expectRange("successiveHalving", ranges.count, { trials, minimumEpochs, maximumEpochs });
  expectRange("successiveHalving", ranges.several, { reduction });
  if (maximumEpochs < minimumEpochs) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `successiveHalving: maximumEpochs ${formatGiven(maximumEpochs)} is below minimumEpochs ${formatGiven(minimumEpochs)}.`,
    );
  }
  return {
    *rounds(context) {
      const better = ({ metric: one, trial }: TrialResult, { metric: other, trial: next }: TrialResult): number =>
        context.isBetter(one, other) ? -1 : context.isBetter(other, one) ? 1 : trial - next;
      let orders: readonly TrialOrder[] = Array.from({ length: trials }, (_, trial) => ({
        trial,
        settings: drawSettings(context, trial),
        epochs: minimumEpochs,
      }));
      for (let epochs = minimumEpochs; ; epochs = Math.min(maximumEpochs, epochs * reduction)) {
        const results = yield orders.map((order) => ({ ...order, epochs }));
        if (epochs === maximumEpochs) return;
        const alive = [...results].filter(({ metric }) => metric !== null).sort(better);
        const survivors = alive.slice(0, Math.max(1, Math.floor(results.length / reduction)));
        orders = survivors.filter(({ isOver }) => !isOver).map(({ trial, settings }) => ({ trial, settings, epochs }));
        if (orders.length === 0) return;
      }
    },
  };
}
