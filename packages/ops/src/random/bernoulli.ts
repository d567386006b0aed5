/** Coin tosses. */
import { anyShape, expectTensor, makeOp, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { less } from "../comparison/less.ts";
import { uniform } from "./uniform.ts";
import { checkKey } from "./key.ts";

/**
 * True with the given probability, for each element. Default probability: one half.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { bernoulli } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => bernoulli(key, [3], 0.9));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Uint8Array [1, 1, 1]
 * ```
 */
export const bernoulli = makeOp({
  name: "bernoulli",
  inputs: ["key"],
  attributes: { shape: anyShape(), probability: number(0.5, { minimum: 0, maximum: 1 }) },
  forward: {
    composite: ([key], { shape, probability }) =>
      less(uniform(expectTensor("bernoulli: its key", key, "i32", [2]), shape), probability),
  },
  check: ({ probability }, [key]) => {
    checkKey("bernoulli", key);
    if (!(probability >= 0 && probability <= 1))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `bernoulli: ${String(probability)} is not a probability; give a number from 0 to 1.`,
      );
  },
  takes: "key, shape, probability?",
  call:
    (apply) =>
    <const S extends Shape>(key: Tensor<readonly [2], "i32">, shape: S, probability = 0.5): Tensor<S, "bool"> =>
      apply([key], { shape, probability }),
});
