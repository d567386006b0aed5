/** Uniform random numbers. */
import { anyShape, expectTensor, makeOp, RensaError, type Shape, type Tensor } from "@rensa/core";
import { bitsToUnit } from "./bits-to-unit.ts";
import { randomBits } from "./random-bits.ts";
import { checkKey } from "./key.ts";

/**
 * Random numbers from `low` (included) to `high` (excluded), f32. Default: 0 to 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { uniform } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => uniform(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.8441..., 0.4261..., 0.6504...]
 * ```
 */
export const uniform = makeOp({
  name: "uniform",
  inputs: ["key"],
  attributes: { shape: anyShape(), low: 0, high: 1 },
  forward: {
    composite: ([key], { shape, low, high }) =>
      bitsToUnit(randomBits(expectTensor("uniform: its key", key, "i32", [2]), shape), { low, high }),
  },
  check: ({ low, high }, [key]) => {
    checkKey("uniform", key);
    if (!(low < high))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `uniform: low ${String(low)} is not below high ${String(high)}; swap them.`,
      );
  },
  takes: "key, shape, low?, high?",
  call:
    (apply) =>
    <const S extends Shape>(key: Tensor<readonly [2], "i32">, shape: S, low = 0, high = 1): Tensor<S, "f32"> =>
      apply([key], { shape, low, high }),
});
