/** Counts: in the graph as i32, of the totals as numbers. */
import type { Tensor } from "@rensa/core";
import { cast, sum } from "@rensa/ops";
import type { MetricTotals } from "../metric.ts";

/**
 * How many elements are true, i32: exact for up to 2^31 - 1 elements a batch. Totals over batches are float64, and exact
 * below 2^53.
 */
export function countOf(mask: Tensor): Tensor {
  return sum(cast(mask, "i32"));
}

/** A total of one number; 0 where nothing was added. */
export function totalOf(totals: MetricTotals, name: string): number {
  return totals[name]?.[0] ?? 0;
}

/** The totals of a statistic of any length. */
export function valuesOf(totals: MetricTotals, name: string): Float64Array {
  return totals[name] ?? new Float64Array(0);
}
