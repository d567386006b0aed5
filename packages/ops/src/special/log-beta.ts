/** The logarithm of the beta function. */
import {
  type Broadcast,
  type BroadcastCheck,
  makeOp,
  type DTypeOf,
  type Operand,
  type ShapeOf,
  type Tensor,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { lgamma } from "./lgamma.ts";

/**
 * `lgamma(a) + lgamma(b) - lgamma(a + b)`: the logarithm of the beta function, for numbers above 0. Where one is much
 * larger than 1e6 the difference loses digits.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { logBeta } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => logBeta(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0.25, 0.5, 1], [2, 3, 4]], b: [0.25, 0.5, 1] });
 * console.log(data); // Float32Array [2.0036..., 1.14473, 0, 1.1631..., 0.0645..., -1.3862...]
 * ```
 */
export const logBeta = makeOp({
  name: "log_beta",
  inputs: ["a", "b"],
  forward: { composite: ([a, b]) => sub(add(lgamma(a), lgamma(b)), lgamma(add(a, b))) },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Operand, B extends Operand>(
      a: A,
      b: B & BroadcastCheck<"logBeta", A, B>,
    ): Tensor<Broadcast<ShapeOf<A>, ShapeOf<B>>, DTypeOf<A> | DTypeOf<B>> =>
      apply([a, b]),
});
