/** Elements moved along axes; what leaves at one end comes in at the other. */
import {
  formatShape,
  makeOp,
  type DType,
  type Index,
  wholeNumber,
  listOf,
  normalizeAxis,
  RensaError,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { checkPerAxis } from "./per-axis.ts";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";

/**
 * The tensor with its elements moved by `shifts` places along axes; what leaves at one end comes in at the other:
 * `y[i] = x[(i - shift) mod extent]`. Negative shifts move toward the front. One shift per axis; an axis named twice is
 * moved by the sum. As PyTorch's `roll` with `dims`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for axes that are not there, shifts that are no integers, or not one per axis.
 *
 * @example
 * ```ts
 * import { roll } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 4) }, ({ x }) => roll(x, 1, -1));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]] });
 * console.log(data); // Float32Array [4, 1, 2, 3, 8, 5, 6, 7, 12, 9, 10, 11]
 * ```
 */
export const roll = makeOp({
  name: "roll",
  attributes: { shifts: listOf(wholeNumber(0, { minimum: 0 })) },
  forward: {
    loops: ([x], { shifts }, { within }) => ({
      shape: x.shape,
      element: (...indices) => {
        // Two ranges instead of a remainder: each is contiguous, so that a backend can read it by vectors.
        const read = (done: readonly Index[]): Scalar => {
          const axis = done.length;
          const index = indices[axis];
          if (index === undefined) return x.at(...done);
          const [shift, extent] = [shifts[axis] ?? 0, x.shape[axis] ?? 1];
          if (shift === 0) return read([...done, index]);
          return within(
            [{ index, lower: shift, upper: extent }],
            () => read([...done, index.sub(shift)]),
            () => read([...done, index.sub(shift - extent)]),
          );
        };
        return read([]);
      },
    }),
  },
  vjp: ({ inputs: [x], gradient }, { shifts }): VjpThunks => [
    () =>
      roll(
        gradient,
        shifts.map((shift) => -shift),
        x.shape.map((_, axis) => axis),
      ),
  ],
  check: ({ shifts }, [x]) => {
    const shape = x?.shape ?? [];
    checkPerAxis("roll", shape.length, { shifts });
    if (shape.every((extent, axis) => (shifts[axis] ?? 0) < Math.max(1, extent))) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `roll: shifts ${formatShape(shifts)} go beyond ${formatShape(shape)}; give each below the extent of its axis.`,
    );
  },
  takes: "x, shifts, axes",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec>(
      x: Tensor<S, D>,
      shifts: number | readonly number[],
      axes: Axes & AxesCheck<"roll", S, Axes>,
    ): Tensor<S, D> =>
      apply([x], { shifts: shiftsOf(x.shape, shifts, axes) }),
});

/** One shift per axis of the tensor, from 0 below the extent. */
function shiftsOf(shape: Shape, shifts: number | readonly number[], axes: AxisSpec): readonly number[] {
  const amounts = typeof shifts === "number" ? [shifts] : shifts;
  const along = (typeof axes === "number" ? [axes] : axes).map((axis) => normalizeAxis("roll", axis, shape.length));
  if (amounts.length !== along.length || !amounts.every(Number.isInteger)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `roll: shifts [${amounts.join(", ")}] along axes [${along.join(", ")}]; give one integer for each axis.`,
    );
  }
  return shape.map((extent, axis) => {
    const total = amounts.reduce((sum, amount, position) => (along[position] === axis ? sum + amount : sum), 0);
    return extent === 0 ? 0 : ((total % extent) + extent) % extent;
  });
}
