/** A product and a sum. */
import {
  type Broadcast,
  type BroadcastCheck,
  makeOp,
  type DTypeOf,
  type Operand,
  type ShapeOf,
  type Tensor,
} from "@rensa/core";

/**
 * `a * b + c`. Whether the product is rounded before the sum is up to the backend's numerics.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { multiplyAdd } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3), c: f32() }, ({ a, b, c }) => multiplyAdd(a, b, c));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4], c: 1 });
 * console.log(data); // Float32Array [-1, -1, 1, 1.5, 3, 9]
 * ```
 */
export const multiplyAdd = makeOp({
  name: "multiply_add",
  inputs: ["a", "b", "c"],
  forward: { scalar: ([a, b, c]) => a.mul(b).add(c) },
  takes: "a, b, c",
  call:
    (apply) =>
    <A extends Operand, B extends Operand, C extends Operand>(
      a: A,
      b: B & BroadcastCheck<"multiplyAdd", A, B>,
      c: C,
    ): Tensor<Broadcast<Broadcast<ShapeOf<A>, ShapeOf<B>>, ShapeOf<C>>, DTypeOf<A> | DTypeOf<B> | DTypeOf<C>> =>
      apply([a, b, c]),
});
