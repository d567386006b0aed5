/** Random numbers of the exponential distribution. */
import { broadcastTo, anyShape, expectTensor, makeOp, type Operand, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { neg } from "../arithmetic/neg.ts";
import { log } from "../exponential/log.ts";
import { bitsToOpenUnit } from "./bits-to-open-unit.ts";
import { checkKey, type Key } from "./key.ts";
import { parameter, checkParameters } from "./parameters.ts";
import { randomBits } from "./random-bits.ts";

/**
 * Random numbers of the exponential distribution, f32: waiting times of events that come at `rate` (default: 1), with
 * mean `1 / rate`. Its parameters have pathwise gradients: the draws are a smooth function of them for a fixed key.
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
 * import { exponential } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => exponential(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.1694..., 0.8529..., 0.4300...]
 * ```
 */
export const exponential = makeOp({
  name: "exponential",
  inputs: ["key", "rate"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, rate], { shape }) =>
      div(
        neg(log(bitsToOpenUnit(randomBits(expectTensor("exponential: its key", key, "i32", [2]), shape)))),
        broadcastTo(rate, shape),
      ),
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("exponential", key);
    checkParameters("exponential", parameters);
  },
  takes: "key, shape, rate?",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, rate: Operand = 1): Tensor<S, "f32"> =>
      apply([key, parameter("exponential", "rate", rate, 0)], { shape }),
});
