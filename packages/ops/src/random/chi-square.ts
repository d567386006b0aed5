/** Random numbers of the chi-square distribution. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { gamma } from "./gamma.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, checkParameters } from "./parameters.ts";

/**
 * Random numbers of the chi-square distribution, f32: the sum of the squares of `degrees` standard normal ones;
 * `degrees` need not be an integer. Its parameters have gradients: by implicit reparameterization (Figurnov et al.
 * 2018) through the shape, as PyTorch's `rsample`. The sampler runs on the host.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { chiSquare } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => chiSquare(key, [3], 2));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [2.4526..., 1.6908..., 2.0347...]
 * ```
 */
export const chiSquare = makeOp({
  name: "chi_square",
  inputs: ["key", "degrees"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, degrees], { shape }) =>
      mul(gamma(expectTensor("chiSquare: its key", key, "i32", [2]), shape, mul(degrees, 0.5)), 2),
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("chiSquare", key);
    checkParameters("chiSquare", parameters);
  },
  takes: "key, shape, degrees",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, degrees: Operand): Tensor<S, "f32"> =>
      apply([key, parameter("chiSquare", "degrees", degrees, 0)], { shape }),
});
