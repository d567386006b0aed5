/** Parts of a tensor replaced at index tuples. */
import { makeOp, full, type Tensor, type VjpThunks } from "@rensa/core";
import { where } from "../comparison/where.ts";
import {
  atPlaces,
  lastToTheirPlace,
  scatterCall,
  scatterIndices,
  scatterInputs,
  scatterInto,
} from "./scatter-operand.ts";

/**
 * The operand with the updates in place of what is at their index tuples: `y = operand`, then
 * `y[indices[a.., 0], ..., indices[a.., k - 1], b..] = updates[a.., b..]`.
 *
 * `indices` is i32 of shape `[a.., k]`, `updates` of shape `[a.., ...operand.shape.slice(k)]`. Where several go to one
 * place, the last one in row-major order stays, and it alone has a gradient. Negative indices do not count from the end;
 * what goes outside is left out. As PyTorch's `index_put`, or TensorFlow's `tensor_scatter_nd_update`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where updates do not suit, `RANK_MISMATCH` where tuples are longer than the rank,
 * `DTYPE_MISMATCH` where indices are not i32.
 *
 * @example
 * ```ts
 * import { scatterSet } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ board: f32(2, 3), places: i32(2, 2), pieces: f32(2) }, ({ board, places, pieces }) =>
 *   scatterSet(board, places, pieces),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ board: [[1, 2, 3], [4, 5, 6]], places: [[0, 0], [1, 2]], pieces: [10, 20] });
 * console.log(data); // Float32Array [10, 2, 3, 4, 5, 20]
 * ```
 */
export const scatterSet = makeOp({
  name: "scatter_set",
  inputs: scatterInputs,
  forward: { loops: (operands) => scatterInto("scatterSet", operands, "set") },
  vjp: ({ inputs: [operand, indices, updates], gradient }): VjpThunks => [
    () => set(gradient, indices, full(updates.shape, 0, gradient.dtype)),
    null,
    () => where(lastToTheirPlace(operand, indices, set), atPlaces(gradient, indices), 0),
  ],
  indices: scatterIndices,
  takes: "operand, indices, updates",
  call: scatterCall,
});

function set(operand: Tensor, indices: Tensor, updates: Tensor): Tensor {
  // The check of the op holds indices to i32.
  return scatterSet(operand, indices as Tensor<readonly number[], "i32">, updates);
}
