/** Normal random numbers. */
import { anyShape, expectTensor, makeOp, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { boxMuller } from "./box-muller.ts";
import { randomBits } from "./random-bits.ts";
import { checkKey } from "./key.ts";

/**
 * Random numbers of the normal distribution, f32. Default: mean 0, standard deviation 1.
 *
 * The random words are the same on every backend, and the draws on one for any number of threads. Of the logarithm and
 * other functions each backend has its own, right to a few units of the last place, so that draws differ by as much between
 * backends, in strict numerics too.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { normal } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => normal(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [-0.5592..., 1.0817..., 0.8662...]
 * ```
 */
export const normal = makeOp({
  name: "normal",
  inputs: ["key"],
  attributes: { shape: anyShape(), mean: 0, deviation: 1 },
  forward: {
    composite: ([k], { shape, mean, deviation }) => {
      const key = expectTensor("normal: its key", k, "i32", [2]);
      return add(mul(boxMuller(randomBits(key, shape, 0), randomBits(key, shape, 1)), deviation), mean);
    },
  },
  check: (_attributes, [key]) => {
    checkKey("normal", key);
  },
  takes: "key, shape, mean?, deviation?",
  call:
    (apply) =>
    <const S extends Shape>(key: Tensor<readonly [2], "i32">, shape: S, mean = 0, deviation = 1): Tensor<S, "f32"> =>
      apply([key], { shape, mean, deviation }),
});
