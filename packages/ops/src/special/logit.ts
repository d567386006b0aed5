/** The logarithm of the odds. */
import { makeOp, number, RensaError, select, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { greater } from "../comparison/greater.ts";
import { less } from "../comparison/less.ts";
import { logicalOr } from "../comparison/logical-or.ts";
import { where } from "../comparison/where.ts";

/**
 * `log(p / (1 - p))`, the inverse of {@link sigmoid}, as PyTorch's `logit`. With an `epsilon` above 0, `p` is first
 * held between `epsilon` and `1 - epsilon`, where the derivative is 0. Default: 0, which is infinite at 0 and 1, and
 * NaN outside.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an epsilon out of range, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logit } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ p: f32(2, 3) }, ({ p }) => logit(p));
 * const program = await compile(traced);
 * const { data } = program.run({ p: [[0.9, 0.2, 0.6], [0.4, 0.5, 0.1]] });
 * console.log(data); // Float32Array [2.1972..., -1.3862..., 0.4054..., -0.4054..., 0, -2.1972...]
 * ```
 */
export const logit = makeOp({
  name: "logit",
  inputs: ["p"],
  attributes: { epsilon: number(0, { minimum: 0, below: 0.5 }) },
  forward: {
    scalar: ([p], { epsilon }) => {
      const held = epsilon === 0 ? p : select(p.lt(epsilon), epsilon, select(p.gt(1 - epsilon), 1 - epsilon, p));
      return held.div(held.neg().add(1)).log();
    },
  },
  vjp: ({ inputs: [p], gradient }, { epsilon }): VjpThunks => [
    () => {
      const isOutside = logicalOr(less(p, epsilon), greater(p, 1 - epsilon));
      const inside = where(isOutside, 0.5, p);
      // -0 plus 0 is 0, so that the slope at either is Infinity.
      return where(isOutside, epsilon === 0 ? Number.NaN : 0, div(gradient, mul(add(inside, 0), sub(1, inside))));
    },
  ],
  check: ({ epsilon }) => {
    if (!(epsilon >= 0 && epsilon < 0.5)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `logit: epsilon is ${String(epsilon)}; give a number from 0 to below one half.`,
      );
    }
  },
});
