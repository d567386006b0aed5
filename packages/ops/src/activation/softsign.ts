/** x / (1 + |x|). */
import { makeOp, select, type VjpThunks } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { reciprocal } from "../arithmetic/reciprocal.ts";
import { square } from "../arithmetic/square.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * x / (1 + |x|).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { softsign } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softsign(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.6666..., -0.5, 0, 0.3333..., 0.5, 0.6666...]
 * ```
 */
export const softsign = makeOp({
  name: "softsign",
  forward: {
    scalar: ([x]) => {
      const size = x.abs();
      return select(size.eq(Infinity), x.sign(), x.div(size.add(1)));
    },
  },
  // From the quotient rule there would be the difference of two numbers that are nearly the same.
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, square(reciprocal(add(abs(x), 1))))],
  check: (_attributes, [x]) => requireFloat("softsign", x),
});
