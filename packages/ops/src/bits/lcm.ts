/** The least common multiple. */
import {
  type Broadcast,
  type BroadcastCheck,
  makeOp,
  type DTypeOf,
  type Operand,
  type ShapeOf,
  type Tensor,
} from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { gcd } from "./gcd.ts";

/**
 * The smallest integer above 0 that both divide, and 0 where one is 0, as PyTorch's `lcm`. It wraps where it does not
 * fit its dtype. Of i32 and u8.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { lcm } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => lcm(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [12, 14, 20, 3, 18, 20]
 * ```
 */
export const lcm = makeOp({
  name: "lcm",
  inputs: ["a", "b"],
  forward: { composite: ([a, b]) => abs(mul(div(a, gcd(a, b)), b)) },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Operand, B extends Operand>(
      a: A,
      b: B & BroadcastCheck<"lcm", A, B>,
    ): Tensor<Broadcast<ShapeOf<A>, ShapeOf<B>>, DTypeOf<A> | DTypeOf<B>> =>
      apply([a, b]),
});
