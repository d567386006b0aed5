/** The length of a vector of two coordinates. */
import { makeOp, select, type Tensor, type VjpThunks } from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";

/**
 * `sqrt(a^2 + b^2)` without overflow or underflow on the way, as PyTorch's `hypot`. The derivatives are `a / hypot`
 * and `b / hypot`, 0 at the origin.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { hypot } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => hypot(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [2.2360..., 2.2360..., 4, 1.1180..., 2.2360..., 4.4721...]
 * ```
 */
export const hypot = makeOp({
  name: "hypot",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      const larger = a.abs().max(b.abs());
      const smaller = a.abs().min(b.abs());
      // The quotient of two zeros or of two infinities is NaN, where the larger one is the answer.
      const ratio = smaller.div(larger);
      return select(larger.eq(0).or(larger.eq(Infinity)), larger, larger.mul(ratio.mul(ratio).add(1).sqrt()));
    },
  },
  vjp: ({ inputs: [a, b], output, gradient }): VjpThunks => [
    () => mul(gradient, partOf(a, output)),
    () => mul(gradient, partOf(b, output)),
  ],
  traits: { commutative: true },
});

/** The coordinate over the length: 0 at the origin, where there is no direction. */
function partOf(coordinate: Tensor, length: Tensor): Tensor {
  const isOrigin = equal(length, 0);
  return div(where(isOrigin, 0, coordinate), where(isOrigin, 1, length));
}
