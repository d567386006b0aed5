/** Random numbers of the gamma distribution. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, spreadOver, checkParameters } from "./parameters.ts";
import { standardGamma } from "./standard-gamma.ts";

/**
 * Random numbers of the gamma distribution, f32, with shape `concentration` and `rate` (default: 1), so the mean is
 * `concentration / rate`. Its parameters have gradients: by implicit reparameterization (Figurnov et al. 2018) through
 * the shape, as PyTorch's `rsample`. The sampler runs on the host. Draws below 1.2e-38 become that number; NaN where
 * `concentration` is not above 0.
 *
 * Source: Marsaglia and Tsang, *A simple method for generating gamma variables* (2000).
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { gamma } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => gamma(key, [3], 2));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [2.48532, 1.9410..., 2.1923...]
 * ```
 */
export const gamma = makeOp({
  name: "gamma",
  inputs: ["key", "concentration", "rate"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, concentration, rate], { shape }) => {
      const [shapes, rates] = spreadOver(shape, concentration, rate) as readonly [Tensor, Tensor];
      return div(standardGamma(expectTensor("gamma: its key", key, "i32", [2]), shapes), rates);
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("gamma", key);
    checkParameters("gamma", parameters);
  },
  takes: "key, shape, concentration, rate?",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, concentration: Operand, rate: Operand = 1): Tensor<S, "f32"> =>
      apply([key, parameter("gamma", "concentration", concentration, 0), parameter("gamma", "rate", rate, 0)], {
        shape,
      }),
});
