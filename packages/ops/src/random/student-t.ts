/** Random numbers of Student's t distribution. */
import { broadcastTo, anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { chiSquare } from "./chi-square.ts";
import { foldIn } from "./fold-in.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, checkParameters } from "./parameters.ts";
import { normal } from "./normal.ts";

/**
 * Random numbers of Student's t distribution, f32, with `degrees` degrees of freedom: a standard normal one over the
 * root of a chi-square one by its degrees. Its parameters have gradients: by implicit reparameterization (Figurnov et
 * al. 2018) through the shape, as PyTorch's `rsample`. The sampler runs on the host.
 *
 * The random words are the same on every backend, and the draws on one for any number of threads. Of the logarithm and
 * other functions each backend has its own, right to a few units of the last place, so that draws differ by as much between
 * backends, in strict numerics too.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number out of range, `SHAPE_MISMATCH` where a parameter does not
 * broadcast to the shape, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { studentT } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => studentT(key, [3], 4));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [1.0589..., 4.7609..., -0.2274...]
 * ```
 */
export const studentT = makeOp({
  name: "student_t",
  inputs: ["key", "degrees"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, degrees], { shape }) => {
      const spread = broadcastTo(degrees, shape);
      const ratio = div(
        spread,
        chiSquare(foldIn(expectTensor("studentT: its key", key, "i32", [2]), 1), shape, spread),
      );
      return mul(normal(foldIn(expectTensor("studentT: its key", key, "i32", [2]), 0), shape), sqrt(ratio));
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("studentT", key);
    checkParameters("studentT", parameters);
  },
  takes: "key, shape, degrees",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, degrees: Operand): Tensor<S, "f32"> =>
      apply([key, parameter("studentT", "degrees", degrees, 0)], { shape }),
});
