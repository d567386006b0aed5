/** The largest of a tensor and updates at index tuples. */
import { makeOp } from "@rensa/core";
import { shareAmongEqual } from "./scatter-extreme.ts";
import { scatterCall, scatterIndices, scatterInputs, scatterInto } from "./scatter-operand.ts";

/**
 * The operand with, at index tuples, the largest of what is there and the updates that go there: `y = operand`, then
 * `y[indices[a.., 0], ..., indices[a.., k - 1], b..] = max(y[...], updates[a.., b..])`; NaN where one is NaN.
 *
 * `indices` is i32 of shape `[a.., k]`, `updates` of shape `[a.., ...operand.shape.slice(k)]`. The gradient is shared
 * evenly among the elements that equal the result. Negative indices do not count from the end; what goes outside is left
 * out. As PyTorch's `scatter_reduce` with `"amax"`, by tuples.
 *
 * @throws RensaError `SHAPE_MISMATCH` where updates do not suit, `RANK_MISMATCH` where tuples are longer than the rank,
 * `DTYPE_MISMATCH` where indices are not i32.
 *
 * @example
 * ```ts
 * import { scatterMax } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), places: i32(2, 2), values: f32(2) }, ({ x, places, values }) =>
 *   scatterMax(x, places, values),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6]], places: [[0, 0], [1, 2]], values: [10, 20] });
 * console.log(data); // Float32Array [10, 2, 3, 4, 5, 20]
 * ```
 */
export const scatterMax = makeOp({
  name: "scatter_max",
  inputs: scatterInputs,
  forward: { loops: (operands) => scatterInto("scatterMax", operands, "max") },
  vjp: shareAmongEqual,
  indices: scatterIndices,
  takes: "operand, indices, updates",
  call: scatterCall,
});
