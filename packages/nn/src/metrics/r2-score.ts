/** How much of the targets' variance predictions explain. */
import { checkOptions, full, RensaError, type Tensor } from "@rensa/core";
import { mean, reshape, sub, sumOfSquares } from "@rensa/ops";
import type { Metric, MetricTotals } from "../metric.ts";
import { valuesOf } from "./counts.ts";
import { differencesOf } from "./regression-errors.ts";

/** The options of {@link r2Score}. */
export interface R2ScoreOptions {
  /** The mean over the outputs: each the same, or each by the variance of its targets. Default: `"uniform"`. */
  readonly average?: "uniform" | "variance";
}

/**
 * The coefficient of determination `1 - sum (target - prediction)² / sum (target - mean target)²`, of each output, and of
 * these the mean. As scikit-learn's `r2_score`: where the targets are all the same, 1 if the predictions are right and 0
 * if not; NaN of fewer than two examples.
 *
 * Outputs and targets have one shape, the first axis of which counts the examples, but that either may have a last axis of
 * 1 more. All is float64. The mean and the squares about it are kept for each batch and joined in the end (Chan, Golub and
 * LeVeque 1983), so that targets far from 0 lose nothing.
 *
 * @throws RensaError `ARGUMENT_INVALID` for another average; when it is traced `RANK_MISMATCH`, `SHAPE_MISMATCH`,
 *   `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { evaluateMetric, r2Score } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batches = [{ outputs: [2.5, 0], targets: [3, -0.5] }, { outputs: [2, 8], targets: [2, 7] }];
 * console.log(await evaluateMetric(r2Score(), batches, { backend: jsBackend() })); // 0.9486081370449679
 * ```
 */
export function r2Score(options: R2ScoreOptions = {}): Metric {
  checkOptions("r2Score", options, ["average"]);
  const { average = "uniform" } = options;
  if (!["uniform", "variance"].includes(average)) {
    throw new RensaError("ARGUMENT_INVALID", `r2Score: "${average}" is no average; give "uniform" or "variance".`);
  }
  return {
    statistics: (outputs, targets) => {
      const { targets: actual, differences } = differencesOf("r2Score", outputs, targets);
      const examples = actual.shape[0];
      if (examples === undefined) {
        throw new RensaError(
          "RANK_MISMATCH",
          "r2Score: the outputs are one number; give an axis that counts examples.",
        );
      }
      const size = actual.shape.slice(1).reduce((product, extent) => product * extent, 1);
      const columns = (tensor: Tensor): Tensor => reshape(tensor, [examples, size]);
      const means = mean(columns(actual), 0, { keepDims: true });
      return {
        residual: sumOfSquares(columns(differences), 0),
        examples: full([1], examples, "i32"),
        means,
        squares: sumOfSquares(sub(columns(actual), means), 0, { keepDims: true }),
      };
    },
    collect: ["examples", "means", "squares"],
    result: (totals) => {
      const { examples, squares } = joined(totals);
      if (examples < 2) return Number.NaN;
      const outputs = Array.from(valuesOf(totals, "residual"), (residual, at) => {
        return { residual, total: squares[at] ?? 0 };
      });
      return average === "uniform" ? meanOf(outputs.map(scoreOf)) : weighted(outputs);
    },
  };
}

/** The examples of all batches, and the squares of their targets about the mean of all, by output. */
function joined(totals: MetricTotals): { readonly examples: number; readonly squares: readonly number[] } {
  const counts = valuesOf(totals, "examples");
  const means = valuesOf(totals, "means");
  const squares = valuesOf(totals, "squares");
  const outputs = valuesOf(totals, "residual").length;
  const mean = new Array<number>(outputs).fill(0);
  const total = new Array<number>(outputs).fill(0);
  let examples = 0;
  counts.forEach((count, batch) => {
    // A batch of nothing has no mean.
    if (count === 0) return;
    const all = examples + count;
    for (let output = 0; output < outputs; output++) {
      const at = batch * outputs + output;
      const shift = (means[at] ?? 0) - (mean[output] ?? 0);
      total[output] = (total[output] ?? 0) + (squares[at] ?? 0) + (shift ** 2 * examples * count) / all;
      mean[output] = (mean[output] ?? 0) + (shift * count) / all;
    }
    examples = all;
  });
  return { examples, squares: total };
}

interface Explained {
  readonly residual: number;
  readonly total: number;
}

function scoreOf({ residual, total }: Explained): number {
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The scores weighted by variance; without any variance their mean. */
function weighted(outputs: readonly Explained[]): number {
  const all = outputs.reduce((sum, { total }) => sum + total, 0);
  if (all === 0) return meanOf(outputs.map(scoreOf));
  return outputs.reduce((sum, output) => sum + (output.total / all) * scoreOf(output), 0);
}
