/** Random signs. */
import { anyShape, expectTensor, makeOp, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { shiftRight } from "../bits/shift-right.ts";
import { checkKey, type Key } from "./key.ts";
import { randomBits } from "./random-bits.ts";
import { cast } from "../structure/cast.ts";

/**
 * 1 or -1, each with probability one half, f32: the probes of Hutchinson's estimate of a trace.
 *
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { rademacher } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => rademacher(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [1, -1, 1]
 * ```
 */
export const rademacher = makeOp({
  name: "rademacher",
  inputs: ["key"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key], { shape }) =>
      sub(
        mul(cast(shiftRight(randomBits(expectTensor("rademacher: its key", key, "i32", [2]), shape), 31), "f32"), 2),
        1,
      ),
  },
  check: (_attributes, [key]) => {
    checkKey("rademacher", key);
  },
  takes: "key, shape",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S): Tensor<S, "f32"> =>
      apply([key], { shape }),
});
