/** A part of a tensor that starts at a computed place, and a tensor with such a part replaced. */
import {
  anyShape,
  expectTensor,
  formatShape,
  full,
  makeOp,
  RensaError,
  type DType,
  type Index,
  type IndexRange,
  type LoopOperand,
  type LoopTools,
  type Scalar,
  type Shape,
  type Tensor,
  type TensorType,
  type VjpThunks,
} from "@rensa/core";

/**
 * The part of `x` of a fixed size that starts at a computed place: `y[i..] = x[start + i..]`.
 *
 * `start` is i32, with one index per axis. It is moved where the part would reach outside, so that the part lies
 * inside; negative indices do not count from the end. As JAX's `dynamic_slice`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where there is not one start and one extent per axis or the part is larger than `x`,
 * `DTYPE_MISMATCH` where the start is not i32.
 *
 * @example
 * ```ts
 * import { dynamicSlice } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3), start: i32(2) }, ({ x, start }) => dynamicSlice(x, start, [2, 3]));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]], start: [1, 0] });
 * console.log(data); // Float32Array [4, 5, 6, 7, 8, 9]
 * ```
 */
export const dynamicSlice = makeOp({
  name: "dynamic_slice",
  inputs: ["x", "start"],
  attributes: { size: anyShape() },
  forward: {
    loops: ([x, start], { size }, tools) => {
      checkPart("dynamicSlice", x.shape, start, size);
      return { shape: size, element: (...at) => x.at(...movedTo(start, at, x.shape, size, tools)) };
    },
  },
  vjp: ({ inputs: [x, start], gradient }): VjpThunks => [
    () =>
      dynamicUpdateSlice(
        full(x.shape, 0, gradient.dtype),
        gradient,
        expectTensor("dynamicSlice: its start", start, "i32", [null]),
      ),
    null,
  ],
  indices: ([x], { size }) => startRange(1, x, size),
  takes: "x, start, size",
  call:
    (apply) =>
    <D extends DType, const Size extends Shape>(
      x: Tensor<Shape, D>,
      start: Tensor<readonly [number], "i32">,
      size: Size,
    ): Tensor<Size, D> =>
      apply([x, start], { size }),
});

/**
 * The operand with `update` in place of the part that starts at a computed place: `y = operand`, then
 * `y[start + i..] = update[i..]`.
 *
 * `start` is i32, with one index per axis. It is moved where the update would reach outside, so that all of it lies
 * inside; negative indices do not count from the end. As JAX's `dynamic_update_slice`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where there is not one start and one extent per axis or the update is larger than
 * the operand, `DTYPE_MISMATCH` where the start is not i32.
 *
 * @example
 * ```ts
 * import { dynamicUpdateSlice } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ cache: f32(2, 3), row: f32(1, 3), start: i32(2) }, ({ cache, row, start }) =>
 *   dynamicUpdateSlice(cache, row, start),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ cache: [[1, 2, 3], [4, 5, 6]], row: [[7, 8, 9]], start: [1, 0] });
 * console.log(data); // Float32Array [1, 2, 3, 7, 8, 9]
 * ```
 */
export const dynamicUpdateSlice = makeOp({
  name: "dynamic_update_slice",
  inputs: ["operand", "update", "start"],
  forward: {
    loops: ([operand, update, start], _attributes, tools) => {
      checkPart("dynamicUpdateSlice", operand.shape, start, update.shape);
      return {
        shape: operand.shape,
        initial: (...at) => operand.at(...at),
        over: update.shape,
        combine: "set",
        add: (...at: readonly Index[]) => ({
          at: movedTo(start, at, operand.shape, update.shape, tools),
          value: update.at(...at),
        }),
      };
    },
  },
  vjp: ({ inputs: [, update, start], gradient }): VjpThunks => {
    const place = expectTensor("dynamicSlice: its start", start, "i32", [null]);
    return [
      () => dynamicUpdateSlice(gradient, full(update.shape, 0, gradient.dtype), place),
      () => dynamicSlice(gradient, place, update.shape),
      null,
    ];
  },
  indices: ([operand, update]) => startRange(2, operand, update?.shape ?? []),
  takes: "operand, update, start",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      operand: Tensor<S, D>,
      update: Tensor<Shape, D>,
      start: Tensor<readonly [number], "i32">,
    ): Tensor<S, D> =>
      apply([operand, update, start]),
});

/** Indices of a part as indices of the whole. */
function movedTo(
  start: LoopOperand,
  at: readonly Index[],
  whole: Shape,
  part: Shape,
  { position }: LoopTools,
): readonly Scalar[] {
  return at.map((index, axis) => {
    const most = (whole[axis] ?? 1) - (part[axis] ?? 1);
    return start.at(axis).max(0).min(most).add(position(index));
  });
}

/** The starts from which a part lies inside. */
function startRange(input: number, whole: TensorType | undefined, part: Shape): readonly IndexRange[] {
  return part.length === 0
    ? []
    : [{ input, extents: part.map((extent, axis) => (whole?.shape[axis] ?? 0) - extent + 1) }];
}

function checkPart(name: string, whole: Shape, start: LoopOperand, part: Shape): void {
  if (start.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${name}: the start is ${start.dtype}; convert it to i32.`);
  }
  const isOnePerAxis = start.shape.length === 1 && start.shape[0] === whole.length && part.length === whole.length;
  if (!isOnePerAxis || part.some((extent, axis) => extent > (whole[axis] ?? 0))) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: a part of shape ${formatShape(part)} with a start of shape ${formatShape(start.shape)} does not fit into ${formatShape(whole)}; give one start per axis, and a part that is no larger.`,
    );
  }
}
