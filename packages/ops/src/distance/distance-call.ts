/** How distances are called: of tensors along an axis, or of all rows of one with all rows of another. */
import {
  broadcastShapes,
  formatShape,
  formatTensorType,
  isFloat,
  normalizeAxis,
  RensaError,
  type Apply,
  type Broadcast,
  type DType,
  type Shape,
  type ShapeError,
  type ShowShape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import type { AxesCheck, MatMul, Reduce } from "../types/shapes.ts";

/** The shape of all distances of the rows of two tensors: `[..., n, width]` and `[..., m, width]` give `[..., n, m]`. */
export type Pairwise<A extends Shape, B extends Shape> = MatMul<A, B, false, true>;

/** `unknown` where two tensors have rows of one width, else a {@link ShapeError}. */
export type PairwiseCheck<Name extends string, A extends Shape, B extends Shape> = [Pairwise<A, B>] extends [never]
  ? ShapeError<`${Name}: ${ShowShape<A>} and ${ShowShape<B>} do not have rows of one width`>
  : unknown;

/** `unknown` where two shapes broadcast and have the axis, else a {@link ShapeError}. */
export type AlongCheck<Name extends string, A extends Shape, B extends Shape, Axis> = [Broadcast<A, B>] extends [never]
  ? ShapeError<`${Name}: ${ShowShape<A>} and ${ShowShape<B>} do not broadcast`>
  : AxesCheck<Name, Broadcast<A, B>, Axis>;

/** Refuses operands that are not all floats of one dtype. */
export function checkFloats(name: string, ...operands: readonly TensorType[]): void {
  const wrong = operands.find(({ dtype }) => !isFloat(dtype) || dtype !== operands[0]?.dtype);
  if (wrong === undefined) return;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${name}: takes f32 or f64 throughout and got ${operands.map(formatTensorType).join(" and ")}; cast them to one float dtype.`,
  );
}

/** Refuses two operands of two dtypes. */
export function checkSameDType(name: string, x: TensorType, y: TensorType): void {
  if (x.dtype === y.dtype) return;
  throw new RensaError("DTYPE_MISMATCH", `${name}: ${x.dtype} and ${y.dtype} differ; cast one of them.`);
}

/** Refuses operands that are no matrices of rows of one width, or whose other axes do not broadcast. */
export function checkPairwise(name: string, x: TensorType, y: TensorType): void {
  checkFloats(name, x, y);
  for (const { shape } of [x, y]) {
    if (shape.length >= 2) continue;
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least 2; reshape it to [rows, width].`,
    );
  }
  if (x.shape.at(-1) !== y.shape.at(-1)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: the rows of ${formatShape(x.shape)} and ${formatShape(y.shape)} have two widths; make the last axes equal.`,
    );
  }
  broadcastShapes(name, x.shape.slice(0, -2), y.shape.slice(0, -2));
}

/** The axis of two operands that broadcast, counted from the last (-1), so that it is the same of both. */
export function alongAxis(name: string, axis: number, x: Shape, y: Shape): number {
  const { length } = broadcastShapes(name, x, y);
  return normalizeAxis(name, axis, length) - length;
}

/** Refuses an axis, counted from the last (-1), that two operands do not have together. */
export function checkAxisFromEnd(name: string, axis: number, [x, y]: readonly TensorType[]): void {
  const shape = broadcastShapes(name, x?.shape ?? [], y?.shape ?? []);
  if (axis < 0 && axis >= -shape.length) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: ${String(axis)} is no axis of ${formatShape(shape)} counted from the last; give an integer from ${String(-shape.length)} to -1.`,
  );
}

/** The call of an op of all rows of one tensor with all rows of another. */
export function pairwiseCall<Name extends string, Options extends object>(name: Name) {
  return (apply: Apply<Options>) =>
    <A extends Shape, B extends Shape, D extends DType>(
      x: Tensor<A, D>,
      y: Tensor<B, D> & PairwiseCheck<Name, A, B>,
      options?: Partial<Options>,
    ): Tensor<Pairwise<A, B>, D> => {
      checkPairwise(name, x, y);
      return apply([x, y], options);
    };
}

/** The call of a distance along an axis (default: the last) of two tensors that broadcast. */
export function alongCall<Name extends string>(name: Name) {
  return (apply: Apply<{ readonly axis: number }>) =>
    <A extends Shape, B extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<A, D>,
      y: Tensor<B, D> & AlongCheck<Name, A, B, Axis>,
      axis?: Axis,
    ): Tensor<Reduce<Broadcast<A, B>, Axis, false>, D> => {
      checkFloats(name, x, y);
      return apply([x, y], { axis: alongAxis(name, axis ?? -1, x.shape, y.shape) });
    };
}
