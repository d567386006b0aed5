/** What ops on images refuse. */
import { formatGiven, formatShape, isFloat, RensaError, type TensorType } from "@rensa/core";

/** Refuses what has not the axes of images, and images without pixels. */
export function checkImages(name: string, input: TensorType | undefined): void {
  const shape = input?.shape ?? [];
  if (shape.length === 4 && shape[1] !== 0 && shape[2] !== 0) return;
  if (shape.length === 4) {
    throw new RensaError("SHAPE_MISMATCH", `${name}: images of ${formatShape(shape)} have no pixels; give some.`);
  }
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(shape)} has ${String(shape.length)} axes and needs 4; reshape it to [batch, height, width, channels].`,
  );
}

/** Refuses what has no fractions. */
export function checkFloats(name: string, input: TensorType | undefined): void {
  if (input === undefined || isFloat(input.dtype)) return;
  throw new RensaError("DTYPE_MISMATCH", `${name}: is not defined for ${input.dtype}; cast it to f32 or f64.`);
}

/** Refuses what is not a height and a width. */
export function checkSize(name: string, size: readonly number[]): void {
  if (size.length === 2 && size.every((extent) => Number.isInteger(extent) && extent > 0)) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: ${formatGiven(size)} is not a size; give [height, width], integers from 1.`,
  );
}
