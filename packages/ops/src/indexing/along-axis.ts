/** What the ops along an axis share: index tensors of the rank of what they index, and how they broadcast. */
import {
  broadcastShapes,
  broadcastTo,
  formatShape,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";

/** `at` with another index along an axis. */
export function replaceAt<T>(at: readonly T[], axis: number, index: T): T[] {
  return at.map((each, position) => (position === axis ? index : each));
}

/** A shape with another extent along an axis. */
export function withExtent(shape: Shape, axis: number, extent: number): Shape {
  return replaceAt(shape, axis, extent);
}

/**
 * Refuses what cannot index along an axis of a tensor of a shape.
 *
 * @throws RensaError `DTYPE_MISMATCH`, `RANK_MISMATCH`.
 */
export function checkAlong(name: string, shape: Shape, indices: Tensor): void {
  if (indices.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${name}: indices are ${indices.dtype}; convert them to i32.`);
  }
  if (indices.shape.length !== shape.length) {
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: indices of shape ${formatShape(indices.shape)} and ${formatShape(shape)} differ in rank; give one index axis per axis.`,
    );
  }
}

/** Refuses what a call has not aligned: shapes that are one but for the axis. */
export function checkAligned(
  name: string,
  axis: number,
  first: TensorType | undefined,
  second: TensorType | undefined,
): void {
  const [one, other] = [first?.shape ?? [], second?.shape ?? []];
  if (one.length === other.length && one.every((extent, at) => at === axis || extent === other[at])) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(one)} and ${formatShape(other)} differ in another axis than ${String(axis)}; make the others equal.`,
  );
}

/** Both, broadcast to one shape but for the axis, and the axis counted from the front. */
export function alignForReading(
  name: string,
  x: Tensor,
  indices: Tensor,
  axis: number,
): readonly [Tensor, Tensor, number] {
  checkAlong(name, x.shape, indices);
  const along = normalizeAxis(name, axis, x.shape.length);
  const common = broadcastShapes(name, withExtent(x.shape, along, 1), withExtent(indices.shape, along, 1));
  const stretch = (tensor: Tensor): Tensor => stretched(tensor, withExtent(common, along, tensor.shape[along] ?? 1));
  return [stretch(x), stretch(indices), along];
}

/** Indices and updates, broadcast to the shape of the operand but for the axis, and the axis counted from the front. */
export function alignForWriting(
  name: string,
  operand: Tensor,
  indices: Tensor,
  updates: Tensor,
  axis: number,
): readonly [Tensor, Tensor, number] {
  checkAlong(name, operand.shape, indices);
  const along = normalizeAxis(name, axis, operand.shape.length);
  const [extent = 1] = broadcastShapes(
    name,
    [indices.shape[along] ?? 1],
    [updates.shape.at(along - operand.shape.length) ?? 1],
  );
  const common = withExtent(operand.shape, along, extent);
  return [stretched(indices, common), stretched(updates, common), along];
}

function stretched(tensor: Tensor, shape: Shape): Tensor {
  const isSame = tensor.shape.length === shape.length && tensor.shape.every((extent, axis) => extent === shape[axis]);
  return isSame ? tensor : broadcastTo(tensor, shape);
}
