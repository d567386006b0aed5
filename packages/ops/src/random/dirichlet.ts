/** Random probabilities that sum to 1. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { softmax } from "../loss/softmax.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, checkParameters, spreadOver } from "./parameters.ts";
import { standardLogGamma } from "./standard-gamma.ts";

/**
 * Random numbers of the Dirichlet distribution, f32: probabilities along the last axis of `shape` that sum to 1, with
 * means in proportion to `concentration`, which broadcasts to `shape`: gamma ones over their sum, in
 * logarithms, so that parameters near 0 draw right too. Its parameters have
 * gradients: by implicit reparameterization (Figurnov et al. 2018) through the shape, as PyTorch's `rsample`. The
 * sampler runs on the host.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { dirichlet } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => dirichlet(key, [3], 1));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.3969..., 0.2736..., 0.3293...]
 * ```
 */
export const dirichlet = makeOp({
  name: "dirichlet",
  inputs: ["key", "concentration"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, concentration], { shape }) => {
      const [concentrations = concentration] = spreadOver(shape, concentration);
      return softmax(standardLogGamma(expectTensor("dirichlet: its key", key, "i32", [2]), concentrations));
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("dirichlet", key);
    checkParameters("dirichlet", parameters);
  },
  takes: "key, shape, concentration",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, concentration: Operand): Tensor<S, "f32"> =>
      apply([key, parameter("dirichlet", "concentration", concentration, 0)], { shape }),
});
