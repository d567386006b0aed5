/** Random probabilities that sum to 1. */
import { anyShape, defineOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { gamma } from "./gamma.ts";
import { parameter, checkParameters, type Key } from "./key.ts";
import { sum } from "../reduction/sum.ts";

/**
 * Random numbers of the Dirichlet distribution, f32: probabilities along the last axis of `shape` that sum to 1, with
 * means in proportion to `concentration`, which broadcasts to `shape`: gamma ones over their sum. Its parameters have
 * gradients: by implicit reparameterisation (Figurnov et al. 2018) through the shape, as PyTorch's `rsample`. The
 * sampler runs on the host.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { dirichlet } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => dirichlet(key, [3, 4], 1));
 * ```
 */
export const dirichlet = defineOp({
  name: "dirichlet",
  inputs: ["key", "concentration"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, concentration], { shape }) => {
      const parts = gamma(key as Key, shape, concentration) as Tensor;
      return div(parts, sum(parts, shape.length - 1, { keepDims: true }));
    },
  },
  check: (_attributes, [, ...parameters]) => {
    checkParameters("dirichlet", parameters);
  },
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, concentration: Operand): Tensor<S, "f32"> =>
      apply([key, parameter("dirichlet", "concentration", concentration, 0)], { shape })[0] as Tensor<S, "f32">,
});
