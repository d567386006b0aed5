/** The contract of a metric: sums over each batch, made in the graph, and a number made of their totals. */
import type { Tensor } from "@rensa/core";

/** The total of each statistic over all batches so far, in float64. */
export type MetricTotals = Readonly<Record<string, Float64Array>>;

/**
 * A metric that is exact over batches of any sizes: what it needs of a batch is added up (or, where `collect` says so,
 * put one after the other along the first axis), and the result is a function of these totals.
 *
 * @typeParam R - the result: a number, or a table such as a confusion matrix.
 * @typeParam O - the outputs that it reads: a tensor, or of a model of several a tree of them.
 * @typeParam T - the targets that it reads.
 *
 * @example
 * ```ts
 * import { full, type Tensor } from "@rensa/core";
 * import type { Metric } from "@rensa/nn";
 * import { abs, sub, sum } from "@rensa/ops";
 *
 * const meanError: Metric = {
 *   statistics: (outputs, targets) => ({
 *     total: sum(abs(sub(outputs, targets))),
 *     count: full([], outputs.shape[0] ?? 1),
 *   }),
 *   result: ({ total, count }) => (total?.[0] ?? 0) / (count?.[0] ?? 1),
 * };
 * ```
 */
export interface Metric<R extends MetricResult = number, O = Tensor, T = Tensor> {
  /**
   * What a batch contributes. Runs inside a trace.
   *
   * @param outputs - What the model gave.
   * @param targets - What was wanted.
   */
  statistics(outputs: O, targets: T): Readonly<Record<string, Tensor>>;
  /** The statistics that are collected instead of added: all values, for what no sum can say. Default: none. */
  readonly collect?: readonly string[];
  /**
   * The metric of the totals.
   *
   * @param totals - The sums of all statistics, by name.
   */
  result(totals: MetricTotals): R;
}

/** A number, or a table of numbers. */
export type MetricResult = number | readonly (readonly number[])[];
