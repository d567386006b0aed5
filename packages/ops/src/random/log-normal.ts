/** Random numbers whose logarithm is normal. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { exp } from "../exponential/exp.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, spreadOver, checkParameters } from "./parameters.ts";
import { normal } from "./normal.ts";

/**
 * Random numbers of the log-normal distribution, f32: `exp(mean + deviation z)` for standard normal z. Defaults: 0 and
 * 1. Its parameters have pathwise gradients: the draws are a smooth function of them for a fixed key.
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
 * import { logNormal } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => logNormal(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.5716..., 2.949898, 2.3780...]
 * ```
 */
export const logNormal = makeOp({
  name: "log_normal",
  inputs: ["key", "mean", "deviation"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, mean, deviation], { shape }) => {
      const [middle, width] = spreadOver(shape, mean, deviation) as readonly [Tensor, Tensor];
      return exp(add(mul(normal(expectTensor("logNormal: its key", key, "i32", [2]), shape), width), middle));
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("logNormal", key);
    checkParameters("logNormal", parameters);
  },
  takes: "key, shape, mean?, deviation?",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, mean: Operand = 0, deviation: Operand = 1): Tensor<S, "f32"> =>
      apply([key, parameter("logNormal", "mean", mean), parameter("logNormal", "deviation", deviation, 0)], {
        shape,
      }),
});
