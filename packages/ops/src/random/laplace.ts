/** Random numbers of the Laplace distribution. */
import { anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sign } from "../arithmetic/sign.ts";
import { sub } from "../arithmetic/sub.ts";
import { log1p } from "../exponential/log1p.ts";
import { bitsToOpenUnit } from "./bits-to-open-unit.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, spreadOver, checkParameters } from "./parameters.ts";
import { randomBits } from "./random-bits.ts";

/**
 * Random numbers of the Laplace distribution, f32: exponential ones of either sign. Defaults: location 0, scale 1. Its
 * parameters have pathwise gradients: the draws are a smooth function of them for a fixed key.
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
 * import { laplace } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => laplace(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [1.1654..., -0.1597..., 0.3579...]
 * ```
 */
export const laplace = makeOp({
  name: "laplace",
  inputs: ["key", "location", "scale"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, location, scale], { shape }) => {
      const [middle, width] = spreadOver(shape, location, scale) as readonly [Tensor, Tensor];
      const centered = sub(bitsToOpenUnit(randomBits(expectTensor("laplace: its key", key, "i32", [2]), shape)), 0.5);
      return add(mul(mul(sign(centered), neg(log1p(mul(abs(centered), -2)))), width), middle);
    },
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("laplace", key);
    checkParameters("laplace", parameters);
  },
  takes: "key, shape, location?, scale?",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, location: Operand = 0, scale: Operand = 1): Tensor<S, "f32"> =>
      apply([key, parameter("laplace", "location", location), parameter("laplace", "scale", scale, 0)], {
        shape,
      }),
});
