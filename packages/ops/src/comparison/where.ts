/** One of two values, by a condition. */
import {
  defineOp,
  select,
  type Broadcast,
  type BroadcastCheck,
  type DTypeOf,
  type Operand,
  type ShapeOf,
  type Shape,
  type Tensor,
} from "@rensa/core";

/**
 * `a` where the condition holds, else `b`. All three broadcast. The gradient goes to whichever was taken.
 *
 * @throws RensaError `DTYPE_MISMATCH` where the condition is not bool, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { greater, where } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => where(greater(x, 0), x, 0));
 * ```
 */
export const where = defineOp({
  name: "where",
  inputs: ["condition", "a", "b"],
  forward: { scalar: ([condition, a, b]) => select(condition, a, b) },
  takes: "condition, a, b",
  call:
    (apply) =>
    <C extends Shape, A extends Operand, B extends Operand>(
      condition: Tensor<C, "bool">,
      a: A,
      b: B & BroadcastCheck<"where", A, B>,
    ): Tensor<Broadcast<C, Broadcast<ShapeOf<A>, ShapeOf<B>>>, DTypeOf<A> | DTypeOf<B>> =>
      apply([condition, a, b])[0] as Tensor<Broadcast<C, Broadcast<ShapeOf<A>, ShapeOf<B>>>, DTypeOf<A> | DTypeOf<B>>,
});
