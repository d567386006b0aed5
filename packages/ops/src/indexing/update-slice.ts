/** A tensor with a part replaced. */
import {
  makeOp,
  type DType,
  formatShape,
  full,
  wholeNumber,
  listOf,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { slice } from "../shape/slice.ts";

/**
 * The operand with `update` in place of the part that begins at `start`: `y = operand`, then
 * `y[start + i..] = update[i..]`. Fused with what stands around it.
 *
 * As PyTorch's `slice_scatter` along all axes at once; for a computed start see {@link dynamicUpdateSlice}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the start does not have one integer from 0 per axis, `SHAPE_MISMATCH` where
 * the update does not lie in the operand, `DTYPE_MISMATCH` where the two differ.
 *
 * @example
 * ```ts
 * import { updateSlice } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), part: f32(1, 2) }, ({ x, part }) => updateSlice(x, part, [1, 1]));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[0, 0, 0], [0, 0, 0]], part: [[1, 2]] }).data); // Float32Array [0, 0, 0, 0, 1, 2]
 * ```
 */
export const updateSlice = makeOp({
  name: "update_slice",
  inputs: ["operand", "update"],
  attributes: { start: listOf(wholeNumber(0, { minimum: 0 })) },
  forward: {
    loops: ([operand, update], { start }, { within }) => ({
      shape: operand.shape,
      element: (...at) => {
        const inner = at.map((index, axis) => index.sub(start[axis] ?? 0));
        const bounds = inner.map((index, axis) => ({ index, lower: 0, upper: update.shape[axis] ?? 1 }));
        return within(bounds, () => update.at(...inner), operand.at(...at));
      },
    }),
  },
  vjp: ({ inputs: [, update], gradient }, { start }): VjpThunks => [
    () => updateSlice(gradient, full(update.shape, 0, gradient.dtype), start),
    () =>
      slice(
        gradient,
        start,
        start.map((from, axis) => from + (update.shape[axis] ?? 1)),
      ),
  ],
  check: ({ start }, [operand, update]) => {
    const [whole, part] = [operand?.shape ?? [], update?.shape ?? []];
    if (start.length !== whole.length || start.some((from) => !Number.isInteger(from) || from < 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `updateSlice: the start is ${formatShape(start)}; give ${String(whole.length)} integers from 0.`,
      );
    }
    if (part.length !== whole.length || part.some((extent, axis) => (start[axis] ?? 0) + extent > (whole[axis] ?? 0))) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `updateSlice: ${formatShape(part)} from ${formatShape(start)} does not lie in ${formatShape(whole)}.`,
      );
    }
    if (operand?.dtype !== update?.dtype) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `updateSlice: ${String(operand?.dtype)} and ${String(update?.dtype)} differ; convert one of them.`,
      );
    }
  },
  takes: "operand, update, start",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      operand: Tensor<S, D>,
      update: Tensor<Shape, D>,
      start: readonly number[],
    ): Tensor<S, D> =>
      apply([operand, update], { start }),
});
