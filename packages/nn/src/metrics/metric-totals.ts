/** The totals of a metric: adding up what batches contribute. */
import { checkParts, RensaError } from "@rensa/core";
import type { Metric, MetricResult, MetricTotals } from "../metric.ts";

/**
 * Adds up the statistics of batches, in float64, and makes the metric of them: for loops of your own around a program
 * that computes {@link Metric.statistics}. `evaluateMetric` has it built in, and so has a training.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { meanAbsoluteErrorMetric, TotalsOfMetric } from "@rensa/nn";
 *
 * const totals = new TotalsOfMetric(meanAbsoluteErrorMetric());
 * totals.add({ total: [3], elements: [2] });
 * totals.add({ total: [0], elements: [1] });
 * console.log(totals.result()); // 1
 * ```
 */
export class TotalsOfMetric<R extends MetricResult = number> {
  readonly #metric: Metric<R>;
  readonly #sums = new Map<string, Float64Array>();
  readonly #collected = new Map<string, number[]>();

  /**
   * @param metric - The metric whose batches are added.
   */
  constructor(metric: Metric<R>) {
    checkParts("TotalsOfMetric: the metric", metric, "statistics", "result");
    this.#metric = metric;
  }

  /**
   * Adds a batch's statistics, by name.
   *
   * @param statistics - What `metric.statistics` gave for a batch, by name.
   *
   * @throws RensaError `SHAPE_MISMATCH` where one that is added up has another length than before; nothing is added then.
   */
  add(statistics: Readonly<Record<string, ArrayLike<number>>>): void {
    const entries = Object.entries(statistics);
    for (const [name, { length }] of entries) {
      const before = this.#sums.get(name);
      if (before === undefined || before.length === length) continue;
      throw new RensaError(
        "SHAPE_MISMATCH",
        `The metric's statistic "${name}" has ${String(length)} values in this batch and had ${String(before.length)}; name it in collect, or make it of one length.`,
      );
    }
    for (const [name, values] of entries) {
      if (this.#metric.collect?.includes(name) === true) this.#collect(name, values);
      else this.#sum(name, values);
    }
  }

  /** The metric of all that was added. */
  result(): R {
    const collected = [...this.#collected].map(([name, values]) => [name, Float64Array.from(values)] as const);
    const totals: MetricTotals = Object.fromEntries([...this.#sums, ...collected]);
    return this.#metric.result(totals);
  }

  #collect(name: string, values: ArrayLike<number>): void {
    const all = this.#collected.get(name) ?? [];
    this.#collected.set(name, all);
    for (let at = 0; at < values.length; at++) all.push(values[at] ?? 0);
  }

  #sum(name: string, values: ArrayLike<number>): void {
    const total = this.#sums.get(name) ?? new Float64Array(values.length);
    this.#sums.set(name, total);
    for (let at = 0; at < values.length; at++) total[at] = (total[at] ?? 0) + (values[at] ?? 0);
  }
}
