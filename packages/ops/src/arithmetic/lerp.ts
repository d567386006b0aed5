/** Linear interpolation. */
import {
  type Broadcast,
  type BroadcastCheck,
  constantScalar,
  makeOp,
  type DTypeOf,
  type Operand,
  select,
  type ShapeOf,
  type Tensor,
} from "@rensa/core";

/**
 * `start + weight * (end - start)`, as PyTorch's `lerp`: `start` at weight 0 and `end` at weight 1, both exactly;
 * weights outside 0 to 1 extrapolate.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { lerp } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ from: f32(3), to: f32(3), weight: f32() }, ({ from, to, weight }) => lerp(from, to, weight));
 * const program = await compile(traced);
 * const { data } = program.run({ from: [0, 10, -1], to: [1, 20, 1], weight: 0.25 });
 * console.log(data); // Float32Array [0.25, 12.5, -0.5]
 * ```
 */
export const lerp = makeOp({
  name: "lerp",
  inputs: ["start", "end", "weight"],
  forward: {
    scalar: ([start, end, weight]) => {
      const range = end.sub(start);
      // From the nearer end, so that both ends are met exactly.
      const fromEnd = end.sub(range.mul(constantScalar(1, weight.dtype).sub(weight)));
      return select(weight.abs().lt(0.5), start.add(weight.mul(range)), fromEnd);
    },
  },
  takes: "start, end, weight",
  call:
    (apply) =>
    <A extends Operand, B extends Operand, C extends Operand>(
      start: A,
      end: B & BroadcastCheck<"lerp", A, B>,
      weight: C,
    ): Tensor<Broadcast<Broadcast<ShapeOf<A>, ShapeOf<B>>, ShapeOf<C>>, DTypeOf<A> | DTypeOf<B> | DTypeOf<C>> =>
      apply([start, end, weight]),
});
