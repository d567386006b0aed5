/** The area under the receiver operating characteristic in bounded memory. */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import { bincount, cast, floor, isNan, maximum, minimum, mul, sigmoid, where } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { binaryTruth } from "./binary-decisions.ts";
import { countOf, totalOf, valuesOf } from "./counts.ts";
import { areaOf } from "./ranking.ts";

/** The options of {@link binnedAreaUnderRoc}. */
export interface BinnedAreaOptions {
  /** Into how many intervals of equal width the probabilities are sorted. Default: 1000. */
  readonly bins?: number;
  /** The outputs are logits, whose sigmoid is the probability. Default: false. */
  readonly logits?: boolean;
}

/**
 * `areaUnderRoc` of probabilities that are sorted into `bins` intervals from 0 to 1, where those in one interval count as
 * equal: a positive and a negative that share one count half. So it is off by no more than half the share of such pairs,
 * and exact where there are none. NaN where there is no positive or no negative, or a score is NaN.
 *
 * Outputs are one probability for each target, or with `logits` one logit; probabilities outside of 0 and 1 count to the
 * first and the last interval. A target above 0.5 is positive.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `bins` is no integer from 2; when it is traced `SHAPE_MISMATCH`,
 *   `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { binnedAreaUnderRoc, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [0.1, 0.4, 0.35, 0.8], targets: [0, 0, 1, 1] };
 * const metric = binnedAreaUnderRoc({ bins: 100 });
 * console.log(await evaluateMetric(metric, [batch], { backend: jsBackend() })); // 0.75
 * ```
 */
export function binnedAreaUnderRoc(options: BinnedAreaOptions = {}): Metric {
  checkOptions("binnedAreaUnderRoc", options, ["bins", "logits"]);
  const { bins = 1000, logits = false } = options;
  if (!Number.isInteger(bins) || bins < 2) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `binnedAreaUnderRoc: there are ${formatGiven(bins)} bins; give an integer from 2.`,
    );
  }
  return {
    statistics: (outputs, targets) => {
      const { scores, isPositive } = binaryTruth("binnedAreaUnderRoc", outputs, targets);
      const probabilities = logits ? sigmoid(scores) : scores;
      const bin = minimum(maximum(floor(mul(probabilities, bins)), 0), bins - 1);
      const place = cast(bin, "i32");
      return {
        positives: bincount(where(isPositive, place, -1), bins),
        negatives: bincount(where(isPositive, -1, place), bins),
        notNumbers: countOf(isNan(scores)),
      };
    },
    result: (totals) => {
      if (totalOf(totals, "notNumbers") > 0) return Number.NaN;
      const negatives = valuesOf(totals, "negatives");
      const groups = Array.from(valuesOf(totals, "positives"), (positives, at) => {
        return { positives, negatives: negatives[at] ?? 0 };
      });
      return areaOf(groups.reverse());
    },
  };
}
