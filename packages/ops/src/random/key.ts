/** What the distributions take: a key, and parameters that are tensors or numbers. */
import {
  broadcastTo,
  formatGiven,
  formatShape,
  full,
  isFloat,
  RensaError,
  type Operand,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { requireTensor } from "../types/require-tensor.ts";

/** A key of random numbers: two i32. */
export type Key = Tensor<readonly [2], "i32">;

/** Refuses a key that is no pair of i32: elements that are not there would be other numbers on every backend. */
export function checkKey(op: string, key: TensorType | undefined): void {
  if (key === undefined) return;
  if (key.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${op}: the key is ${key.dtype}; give a key of two i32.`);
  }
  if (key.shape.length !== 1 || key.shape[0] !== 2) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${op}: the key is of shape ${formatShape(key.shape)}; give a key of two i32, one of those that splitKey makes.`,
    );
  }
}

/** A parameter as a tensor. A number must lie above `above`; what a tensor holds is not looked at. */
export function parameter(op: string, name: string, value: Operand, above = -Infinity): Tensor {
  if (typeof value !== "number") return requireTensor(op, name, value);
  if (!(value > above && value < Infinity)) {
    const wanted = above === -Infinity ? "a finite number" : `a finite number above ${String(above)}`;
    throw new RensaError("ATTRIBUTE_INVALID", `${op}: the ${name} is ${String(value)}; give ${wanted}.`);
  }
  return full([], value, "f32");
}

/** Refuses the shape of draws that is none, where it is no attribute of the op. */
export function checkDraws(op: string, shape: Shape): void {
  if (Array.isArray(shape) && shape.every((extent) => Number.isInteger(extent) && extent >= 0)) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${op}: the shape is ${formatGiven(shape)}; give a list of integers from 0.`,
  );
}

/**
 * Parameters broadcast to the shape of the draws.
 *
 * @throws RensaError `SHAPE_MISMATCH` where one does not.
 */
export function spreadOver(shape: Shape, ...parameters: readonly Tensor[]): readonly Tensor[] {
  return parameters.map((each) => broadcastTo(each, shape) as Tensor);
}

/** Refuses parameters that are no floats. */
export function checkParameters(op: string, parameters: readonly TensorType[]): void {
  const other = parameters.find(({ dtype }) => !isFloat(dtype));
  if (other !== undefined) {
    throw new RensaError("DTYPE_MISMATCH", `${op}: a parameter is ${other.dtype}; cast it to f32.`);
  }
}
