/** How many tokens a language model is torn between. */
import { checkOptions, full, type Shape, type Tensor } from "@rensa/core";
import { cast, logSoftmax, neg, pick, sum, where } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { labeledRows, type LabelOptions } from "./class-labels.ts";
import { countOf, totalOf } from "./counts.ts";

/** The options of {@link perplexity}. */
export interface PerplexityOptions extends LabelOptions {
  /** Outputs are the logarithms of probabilities already. Default: false, they are logits. */
  readonly logProbabilities?: boolean;
}

/**
 * `exp(mean over all tokens of -log p)` of the probability p that softmax of the logits gives the token: 1 at best, and
 * the number of classes for a uniform guess. The mean is one over the tokens of all batches, not one of batches; each
 * token's term is f32, their sum float64.
 *
 * Outputs are logits `[..., classes]`, targets integer labels `[...]` or unit vectors; tokens whose label is `ignoreLabel`
 * do not count. NaN where there is no token, or where another label lies outside of the classes.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { evaluateMetric, perplexity } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[[1, 1, 1, 1], [2, 2, 2, 2]]], targets: hostTensor([[0, 3]], [1, 2], "i32") };
 * console.log(await evaluateMetric(perplexity(), [batch], { backend: jsBackend() })); // 4
 * ```
 */
export function perplexity(options: PerplexityOptions = {}): Metric {
  checkOptions("perplexity", options, ["logProbabilities", "ignoreLabel"]);
  return {
    statistics: (outputs, targets) => {
      const { places, counted, outside } = labeledRows("perplexity", outputs, targets, options);
      const logarithms = options.logProbabilities === true ? outputs : logSoftmax(outputs);
      // Outputs of a model have a last axis, which their type does not say.
      const terms = neg(pick(logarithms as Tensor<readonly [...Shape, number]>, places));
      const kept = where(counted, cast(terms, "f64"), full([], 0, "f64"));
      return { total: sum(kept), tokens: countOf(counted), outside };
    },
    result: (totals) =>
      totalOf(totals, "outside") > 0 ? Number.NaN : Math.exp(totalOf(totals, "total") / totalOf(totals, "tokens")),
  };
}
