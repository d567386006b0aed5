/** Random counts of successes. */
import { makeOp, full, type HostTensor, type Operand, RensaError, type Shape, type Tensor } from "@rensa/core";
import { binomialOf } from "./host-counts.ts";
import { hostRandom } from "./host-words.ts";
import { requireTensor } from "../types/require-tensor.ts";
import { checkKey, type Key } from "./key.ts";
import { checkDraws, parameter, checkParameters, spreadOver } from "./parameters.ts";

/**
 * Random numbers of the binomial distribution, i32: how many of `trials` succeed, each with `probability`. `trials` is
 * a number or an i32 tensor, `probability` a number or a float tensor; both broadcast to the shape. No gradient flows
 * through counts. The sampler runs on the host.
 *
 * Source: waiting times (Devroye 1986) below a mean of 10; BTRS (Hormann 1993) from there on.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { binomial } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => binomial(key, [3], 10, 0.3));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [2, 1, 6]
 * ```
 */
export const binomial = makeOp({
  name: "binomial",
  inputs: ["key", "trials", "probability"],
  forward: {
    host: {
      types: ([, trials]) => [{ shape: trials.shape, dtype: "i32" }],
      run: ([key, trials, probability], [output]) => {
        (output as HostTensor).data.forEach((_, at, data) => {
          data[at] = binomialOf(hostRandom(key.data, at), trials.data[at] ?? 0, probability.data[at] ?? 0);
        });
      },
    },
  },
  nonDifferentiable: "counts are integers",
  check: (_attributes, [key, trials, probability]) => {
    checkKey("binomial", key);
    checkParameters("binomial", probability === undefined ? [] : [probability]);
    if (trials?.dtype !== "i32") {
      throw new RensaError("DTYPE_MISMATCH", `binomial: the trials are ${String(trials?.dtype)}; cast them to i32.`);
    }
  },
  takes: "key, shape, trials, probability",
  call:
    (apply) =>
    <const S extends Shape>(
      key: Key,
      shape: S,
      trials: Tensor<Shape, "i32"> | number,
      probability: Operand,
    ): Tensor<S, "i32"> => {
      checkDraws("binomial", shape);
      if (typeof trials === "number" && !(trials >= 0 && trials < 2 ** 31 && Number.isInteger(trials))) {
        throw new RensaError(
          "ATTRIBUTE_INVALID",
          `binomial: the number of trials is ${String(trials)}; give an integer from 0.`,
        );
      }
      const count = typeof trials === "number" ? full([], trials, "i32") : requireTensor("binomial", "trials", trials);
      const chance = parameter("binomial", "probability", probability);
      return apply([key, ...spreadOver(shape, count, chance)]);
    },
});
