/** Finite numbers in place of NaN and the infinities. */
import { constantScalar, makeOp, nullable, number, select } from "@rensa/core";

/** The largest finite f32. */
const LARGEST = 3.4028234663852886e38;

/**
 * `nan` in place of NaN, `positiveInfinity` and `negativeInfinity` in place of the infinities, and anything else as it
 * is, as PyTorch's `nan_to_num`. Defaults: 0, and the largest and smallest finite number of the
 * dtype. The derivative is 1 where the input is finite, else 0.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { nanToNum } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => nanToNum(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[NaN, 1, 2], [0, -1, NaN]] }).data); // Float32Array [0, 1, 2, 0, -1, 0]
 * ```
 */
export const nanToNum = makeOp({
  name: "nan_to_num",
  attributes: {
    nan: number(0, { nonFinite: true }),
    positiveInfinity: nullable(number(0, { nonFinite: true })),
    negativeInfinity: nullable(number(0, { nonFinite: true })),
  },
  forward: {
    scalar: ([x], { nan, positiveInfinity, negativeInfinity }) => {
      const largest = x.dtype === "f64" ? Number.MAX_VALUE : LARGEST;
      const [above, below] = [positiveInfinity ?? largest, negativeInfinity ?? -largest];
      return select(x.isFinite(), x, select(x.gt(0), above, select(x.lt(0), constantScalar(below, x.dtype), nan)));
    },
  },
});
