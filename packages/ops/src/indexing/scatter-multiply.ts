/** A tensor multiplied by updates at index tuples. */
import { expectTensor, makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { cast } from "../structure/cast.ts";
import { scatterNd } from "./gather-nd.ts";
import { atPlaces, scatterCall, scatterIndices, scatterInputs, scatterInto } from "./scatter-operand.ts";

/**
 * The operand multiplied, at index tuples, by the updates that go there: `y = operand`, then
 * `y[indices[a.., 0], ..., indices[a.., k - 1], b..] *= updates[a.., b..]`. Where several go to one place, all count.
 *
 * `indices` is i32 of shape `[a.., k]`, `updates` of shape `[a.., ...operand.shape.slice(k)]`. The gradient is exact at
 * zeros too, the second one where at most one factor of a place is 0. Negative indices do not count from the end; what
 * goes outside is left out. As PyTorch's `scatter_reduce` with `"prod"`, by tuples.
 *
 * @throws RensaError `SHAPE_MISMATCH` where updates do not suit, `RANK_MISMATCH` where tuples are longer than the rank,
 * `DTYPE_MISMATCH` where indices are not i32.
 *
 * @example
 * ```ts
 * import { scatterMultiply } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), places: i32(2, 2), factors: f32(2) }, ({ x, places, factors }) =>
 *   scatterMultiply(x, places, factors),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6]], places: [[0, 0], [1, 2]], factors: [10, 20] });
 * console.log(data); // Float32Array [10, 2, 3, 4, 5, 120]
 * ```
 */
export const scatterMultiply = makeOp({
  name: "scatter_multiply",
  inputs: scatterInputs,
  forward: { loops: (operands) => scatterInto("scatterMultiply", operands, "multiply") },
  vjp: ({ inputs: [operand, indices, updates], output, gradient }): VjpThunks => {
    const places = expectTensor("scatterMultiply: its indices", indices, "i32");
    const zeros = (x: Tensor): Tensor => cast(equal(x, 0), gradient.dtype);
    const withoutZeros = (x: Tensor): Tensor => where(equal(x, 0), 1, x);
    // The product of the other factors: the whole by this one, or where this is the only zero, the product of the rest.
    const others = (x: Tensor, whole: Tensor, rest: Tensor): Tensor =>
      where(equal(x, 0), rest, div(whole, withoutZeros(x)));
    const rest = (): Tensor => {
      const count = add(zeros(operand), scatterNd(zeros(updates), places, output.shape));
      const product = scatterMultiply(withoutZeros(operand), places, withoutZeros(updates));
      return where(equal(count, 1), product, 0);
    };
    return [
      () => mul(gradient, others(operand, output, rest())),
      null,
      () => {
        const at = (x: Tensor): Tensor => atPlaces(x, indices);
        return mul(at(gradient), others(updates, at(output), at(rest())));
      },
    ];
  },
  indices: scatterIndices,
  takes: "operand, indices, updates",
  call: scatterCall,
});
