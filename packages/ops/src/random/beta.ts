/** Random numbers of the beta distribution. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { sigmoid } from "../activation/sigmoid.ts";
import { sub } from "../arithmetic/sub.ts";
import { foldIn } from "./fold-in.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, spreadOver, checkParameters } from "./parameters.ts";
import { standardLogGamma } from "./standard-gamma.ts";

/**
 * Random numbers of the beta distribution, f32, between 0 and 1, with mean `a / (a + b)`: a gamma one over the sum of
 * two, in logarithms: parameters near 0 draw right too, mostly numbers that round to 0 or 1. Its parameters have gradients: by implicit reparameterization (Figurnov et al. 2018) through the shape, as
 * PyTorch's `rsample`. The sampler runs on the host.
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
 * import { beta } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => beta(key, [3], 2, 5));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.4154..., 0.4609..., 0.3915...]
 * ```
 */
export const beta = makeOp({
  name: "beta",
  inputs: ["key", "a", "b"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, a, b], { shape }) => {
      const [first, second] = spreadOver(shape, a, b) as readonly [Tensor, Tensor];
      const part = standardLogGamma(foldIn(expectTensor("beta: its key", key, "i32", [2]), 0), first);
      return sigmoid(sub(part, standardLogGamma(foldIn(expectTensor("beta: its key", key, "i32", [2]), 1), second)));
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("beta", key);
    checkParameters("beta", parameters);
  },
  takes: "key, shape, a, b",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, a: Operand, b: Operand): Tensor<S, "f32"> =>
      apply([key, parameter("beta", "a", a, 0), parameter("beta", "b", b, 0)], { shape }),
});
