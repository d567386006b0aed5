/** Elements replaced along an axis by index. */
import {
  anyAxis,
  expectTensor,
  full,
  makeOp,
  type DType,
  type Index,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { broadcastTo } from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { reshape } from "../shape/reshape.ts";
import { checkAligned, alignForWriting, replaceAt, withExtent } from "./along-axis.ts";
import { iota } from "./iota.ts";
import { rangeAlong } from "./outside.ts";
import { takeAlong } from "./take-along.ts";

/**
 * The operand with updates in place of its elements along an axis by index: for the last of two axes, `y = operand`,
 * then `y[i, indices[i, j]] = updates[i, j]`. Default axis: the last.
 *
 * `indices` is i32 and has the rank of the operand; along the axis, indices and updates broadcast to one length, along
 * the others to the operand. Where several go to one place, the last one stays, and it alone has a gradient. Negative
 * indices do not count from the end; what goes outside is left out. As PyTorch's `scatter`.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH` where indices are not i32, `SHAPE_MISMATCH` where indices or updates
 * do not broadcast, `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { scatterAlong } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), places: i32(2, 2), values: f32(2, 2) }, ({ x, places, values }) =>
 *   scatterAlong(x, places, values),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6]], places: [[2, 0], [1, 0]], values: [[10, 20], [30, 40]] });
 * console.log(data); // Float32Array [20, 2, 10, 40, 30, 6]
 * ```
 */
export const scatterAlong = makeOp({
  name: "scatter_along",
  inputs: ["operand", "indices", "updates"],
  attributes: { axis: anyAxis() },
  forward: {
    loops: ([operand, indices, updates], { axis }) => ({
      shape: operand.shape,
      initial: (...at) => operand.at(...at),
      over: updates.shape,
      combine: "set",
      add: (...at: readonly Index[]) => {
        const place = indices.at(...at);
        return { at: replaceAt<Index | typeof place>(at, axis, place), value: updates.at(...at) };
      },
    }),
  },
  vjp: ({ inputs: [operand, indices, updates], gradient }, { axis }): VjpThunks => {
    const places = expectTensor("scatterAlong: its indices", indices, "i32");
    return [
      () => scatterAlong(gradient, places, full(updates.shape, 0, gradient.dtype), axis),
      null,
      () => {
        const extent = updates.shape[axis] ?? 1;
        const alone = withExtent(
          updates.shape.map(() => 1),
          axis,
          extent,
        );
        const numbers = broadcastTo(reshape(iota(extent), alone), updates.shape);
        const last = scatterAlong(full(operand.shape, -1, "i32"), places, numbers, axis);
        const isLast = equal(takeAlong(last, places, axis, { outside: "clamp" }), numbers);
        return where(isLast, takeAlong(gradient, places, axis, { outside: "omit" }), 0);
      },
    ];
  },
  check: ({ axis }, [operand, indices, updates]) => {
    checkAligned("scatterAlong", axis, operand, indices);
    checkAligned("scatterAlong", -1, indices, updates);
  },
  indices: ([operand], { axis }) => rangeAlong(1, operand?.shape[axis]),
  takes: "operand, indices, updates, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      operand: Tensor<S, D>,
      indices: Tensor<Shape, "i32">,
      updates: Tensor<Shape, D>,
      axis = -1,
    ): Tensor<S, D> => {
      const [places, values, along] = alignForWriting("scatterAlong", operand, indices, updates, axis);
      return apply([operand, places, values], { axis: along });
    },
});
