/** One of two values, by a condition. */
import {
  makeOp,
  full,
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
 * `a` where the condition holds, else `b`. All three broadcast. The gradient goes to whichever was taken. A number takes the dtype
 * of the other side; two numbers give f32.
 *
 * @throws RensaError `DTYPE_MISMATCH` where the condition is not bool, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { greater, where } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => where(greater(x, 0), x, 0));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0, 0.5, 1, 2]
 * ```
 */
export const where = makeOp({
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
    ): Tensor<Broadcast<C, Broadcast<ShapeOf<A>, ShapeOf<B>>>, SideDType<A, B>> =>
      apply([condition, ...sides(a, b)]),
});

/** The dtype of both sides; f32 where both are numbers. @inline */
type SideDType<A extends Operand, B extends Operand> = [DTypeOf<A> | DTypeOf<B>] extends [never]
  ? "f32"
  : DTypeOf<A> | DTypeOf<B>;

/** Two numbers beside a condition would become bool, which is what neither is. */
function sides(a: Operand, b: Operand): readonly Operand[] {
  return typeof a === "number" && typeof b === "number" ? [full([], a), full([], b)] : [a, b];
}
