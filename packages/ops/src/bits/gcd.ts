/** The greatest common divisor. */
import { makeOp, isFloat, RensaError, select } from "@rensa/core";

const STEPS = 46;

/**
 * The largest integer that divides both, not negative; `gcd(x, 0)` is `|x|`, as PyTorch's `gcd`. Of i32 and u8.
 * (`gcd(-2147483648, 0)` has no positive i32 and stays as it is.)
 *
 * Source: Euclid's algorithm; 46 divisions are enough below 2^31, whose longest run is that of two neighboring
 * Fibonacci numbers (Lamé 1844).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { gcd } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => gcd(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [3, 1, 1, 3, 1, 4]
 * ```
 */
export const gcd = makeOp({
  name: "gcd",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      let [larger, smaller] = [a.abs(), b.abs()];
      // A remainder by 0 is 0, so once `smaller` is 0 the pair has to stay as it is.
      for (let step = 0; step < STEPS; step++) {
        const done = smaller.eq(0);
        [larger, smaller] = [select(done, larger, smaller), select(done, smaller, larger.rem(smaller))];
      }
      return larger;
    },
  },
  traits: { commutative: true },
  check: (_attributes, inputs) => {
    const float = inputs.find(({ dtype }) => isFloat(dtype));
    if (float !== undefined) {
      throw new RensaError("DTYPE_MISMATCH", `gcd: divides integers and got ${float.dtype}; cast it first.`);
    }
  },
});
