/** What the Fourier ops demand of their operands, and say where it is not so. */
import { formatShape, isFloat, normalizeAxis, RensaError, sameShape, type Tensor, type TensorType } from "@rensa/core";

/**
 * Refuses a tensor that is not of floats, or parts of a complex one that differ in type.
 *
 * @throws RensaError `DTYPE_MISMATCH`, `SHAPE_MISMATCH`.
 */
export function requireComplex(name: string, parts: readonly TensorType[]): void {
  const [real, imaginary = real] = parts;
  if (real === undefined || imaginary === undefined) return;
  if (!isFloat(real.dtype) || imaginary.dtype !== real.dtype) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: is not defined for ${real.dtype} and ${imaginary.dtype}; convert both to f32 or both to f64 first.`,
    );
  }
  if (!sameShape(real.shape, imaginary.shape)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: the real part is ${formatShape(real.shape)} and the imaginary part ${formatShape(imaginary.shape)}; they must be equal.`,
    );
  }
}

/**
 * The axis counted from the front.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where there is none, or it has no elements.
 */
export function transformedAxis(name: string, x: Tensor, axis = -1): number {
  const found = normalizeAxis(name, axis, x.shape.length);
  requireElements(name, x, found);
  return found;
}

/** Refuses an axis without elements. */
export function requireElements(name: string, x: TensorType | undefined, axis: number): void {
  const shape = x?.shape ?? [];
  if (shape[axis] !== 0) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: axis ${String(axis)} of ${formatShape(shape)} has no elements; give it at least 1.`,
  );
}

/** Refuses two axes that are one. */
export function requireTwo(name: string, [first, second]: readonly number[]): void {
  if (first !== second) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: axis ${String(first)} is given twice; give two axes.`);
}
