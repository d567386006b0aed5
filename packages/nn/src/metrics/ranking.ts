/** Scores of positives and negatives in order: what metrics of a ranking are made of. */
import { cast, reshape } from "@rensa/ops";
import type { Metric, MetricTotals } from "../metric.ts";
import { binaryTruth } from "./binary-decisions.ts";
import { valuesOf } from "./counts.ts";

/** How many examples have one score. */
export interface ScoreGroup {
  readonly positives: number;
  readonly negatives: number;
}

/** The statistics that are collected. */
export const collectedScores = ["scores", "positives"] as const;

/** All scores, and which of them are of positives. */
export function scoreStatistics(name: string): Metric["statistics"] {
  return (outputs, targets) => {
    const { scores, isPositive } = binaryTruth(name, outputs, targets);
    return {
      scores: reshape(scores, [-1]),
      positives: reshape(cast(isPositive, "i32"), [-1]),
    };
  };
}

/** The collected examples in groups of equal scores, the largest first; `null` where a score is NaN. */
export function scoreGroups(totals: MetricTotals): readonly ScoreGroup[] | null {
  const scores = valuesOf(totals, "scores");
  const positives = valuesOf(totals, "positives");
  if (scores.some((score) => Number.isNaN(score))) return null;
  // Two typed arrays sort many times as fast as one array of pairs.
  const positive = scores.filter((_, at) => positives[at] === 1).sort();
  const negative = scores.filter((_, at) => positives[at] !== 1).sort();
  const groups: ScoreGroup[] = [];
  let p = positive.length;
  let n = negative.length;
  while (p + n > 0) {
    const score = Math.max(positive[p - 1] ?? -Infinity, negative[n - 1] ?? -Infinity);
    const before = { p, n };
    while (p > 0 && positive[p - 1] === score) p--;
    while (n > 0 && negative[n - 1] === score) n--;
    groups.push({ positives: before.p - p, negatives: before.n - n });
  }
  return groups;
}

/** The area under the receiver operating characteristic of groups, the largest score first; NaN where a class is missing. */
export function areaOf(groups: Iterable<ScoreGroup>): number {
  let positives = 0;
  let negatives = 0;
  /** Pairs that are in order, twice; ties count half. */
  let ordered = 0;
  for (const group of groups) {
    ordered += group.negatives * (2 * positives + group.positives);
    positives += group.positives;
    negatives += group.negatives;
  }
  return ordered / 2 / (positives * negatives);
}
