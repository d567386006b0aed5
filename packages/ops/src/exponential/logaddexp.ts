/** The logarithm of a sum of two exponentials. */
import { makeOp, select, type Tensor, type VjpThunks } from "@rensa/core";
import { sigmoid } from "../activation/sigmoid.ts";
import { mul } from "../arithmetic/mul.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { isInfinite as isInfinity } from "../comparison/is-infinite.ts";
import { logicalAnd } from "../comparison/logical-and.ts";
import { where } from "../comparison/where.ts";

/**
 * `log(exp(a) + exp(b))` without overflow, as PyTorch's `logaddexp`. The derivatives are `sigmoid(a - b)` and
 * `sigmoid(b - a)`.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { logaddexp } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => logaddexp(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [1.0485..., 2.0485..., 4.01815, 1.4740..., 2.3132..., 4.1269...]
 * ```
 */
export const logaddexp = makeOp({
  name: "logaddexp",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      const larger = a.max(b);
      // Two infinities of one sign have no difference.
      return select(a.eq(b), larger.add(Math.LN2), larger.add(a.sub(b).abs().neg().exp().log1p()));
    },
  },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [
    () => mul(gradient, shareOf(a, b)),
    () => mul(gradient, shareOf(b, a)),
  ],
  traits: { commutative: true },
});

/** What the first has of the sum: a half of two infinities, and 0 of two exponentials that are 0. */
function shareOf(first: Tensor, second: Tensor): Tensor {
  const isInfinite = logicalAnd(equal(first, second), isInfinity(first));
  const share = sigmoid(where(isInfinite, 0, sub(first, second)));
  return where(equal(maximum(first, second), -Infinity), 0, share);
}
