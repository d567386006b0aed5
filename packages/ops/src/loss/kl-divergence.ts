/** How far distributions are from target distributions. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { sum } from "../reduction/sum.ts";
import { rowLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * For rows along the last axis the Kullback-Leibler divergence `sum(t * (log(t) - x))` of target probabilities t from
 * logarithms of probabilities x, in nats, and of the rows the mean (as Keras's, and as PyTorch's `kl_div` with
 * "batchmean"). With `logTargets: true`, t are logarithms too. A target of 0 adds 0, and its gradient is 0.
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` one number a row. Defaults: `logTargets`
 * false, `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { klDivergence } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logProbabilities: f32(2, 3), targets: f32(2, 3) }, ({ logProbabilities, targets }) => klDivergence(logProbabilities, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ logProbabilities: [[-0.5, -1.5, -1.5], [-1, -1, -1.3]], targets: [[0.5, 0.25, 0.25], [0.2, 0.5, 0.3]] });
 * console.log(data[0]); // 0.0103...
 * ```
 */
export const klDivergence = makeOp({
  name: "kl_divergence",
  inputs: ["logProbabilities", "targets"],
  attributes: { logTargets: false, ...lossAttributes },
  forward: {
    composite: ([logProbabilities, targets], { reduction, logTargets }) => {
      if (logTargets) {
        const elements = mul(exp(targets), sub(targets, logProbabilities));
        return reduceLoss("klDivergence", sum(elements, -1), reduction);
      }
      const zero = equal(targets, 0);
      const elements = where(zero, 0, mul(targets, sub(log(where(zero, 1, targets)), logProbabilities)));
      return reduceLoss("klDivergence", sum(elements, -1), reduction);
    },
  },

  takes: "logProbabilities, targets, options?",
  call: rowLossCall<{ readonly logTargets: boolean }>("klDivergence"),
});
