/** Random counts of the Poisson distribution. */
import { makeOp, type HostTensor, type Operand, type Shape, type Tensor } from "@rensa/core";
import { poissonOf } from "./host-counts.ts";
import { hostRandom } from "./host-words.ts";
import { checkKey, type Key } from "./key.ts";
import { checkDraws, parameter, checkParameters, spreadOver } from "./parameters.ts";

/**
 * Random numbers of the Poisson distribution, i32: counts of events that come at `rate`, which is their mean; 0 where
 * the rate is not above 0. No gradient flows through counts. The sampler runs on the host.
 *
 * Source: Knuth's below a rate of 10; PTRS (Hormann 1993) from there on.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { poisson } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => poisson(key, [3], 4));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [3, 1, 6]
 * ```
 */
export const poisson = makeOp({
  name: "poisson",
  inputs: ["key", "rate"],
  forward: {
    host: {
      types: ([, rate]) => [{ shape: rate.shape, dtype: "i32" }],
      run: ([key, rate], [output]) => {
        (output as HostTensor).data.forEach((_, at, data) => {
          data[at] = poissonOf(hostRandom(key.data, at), rate.data[at] ?? 0);
        });
      },
    },
  },
  nonDifferentiable: "counts are integers",
  check: (_attributes, [key, ...parameters]) => {
    checkKey("poisson", key);
    checkParameters("poisson", parameters);
  },
  takes: "key, shape, rate",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, rate: Operand): Tensor<S, "i32"> => {
      checkDraws("poisson", shape);
      return apply([key, ...spreadOver(shape, parameter("poisson", "rate", rate, 0))]);
    },
});
