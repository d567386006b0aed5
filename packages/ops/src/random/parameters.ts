/** What the distributions take beside a key: parameters that are tensors or numbers, and the shape of the draws. */
import {
  broadcastTo,
  formatGiven,
  full,
  isFloat,
  RensaError,
  type Operand,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { requireTensor } from "../types/require-tensor.ts";

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
  return parameters.map((each) => broadcastTo(each, shape));
}

/** Refuses parameters that are no floats. */
export function checkParameters(op: string, parameters: readonly TensorType[]): void {
  const other = parameters.find(({ dtype }) => !isFloat(dtype));
  if (other !== undefined) {
    throw new RensaError("DTYPE_MISMATCH", `${op}: a parameter is ${other.dtype}; cast it to f32.`);
  }
}
