/** How predictions, targets and attributes of losses are checked. */
import { formatShape, RensaError, sameShape, type TensorType } from "@rensa/core";
import { checkFloat, checkRows } from "./check-labels.ts";

/** Refuses operands that are not all floats of one dtype and one shape. */
export function checkSame(name: string, ...operands: readonly TensorType[]): void {
  const [first, ...others] = operands;
  if (first === undefined) return;
  checkFloat(name, ...operands);
  for (const other of others) {
    if (sameShape(first.shape, other.shape)) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: ${formatShape(first.shape)} and ${formatShape(other.shape)} differ; predictions and targets are not broadcast, reshape one of them.`,
    );
  }
}

/** Refuses rows of two shapes, and targets of another shape than the rows have. */
export function checkPair(name: string, a: TensorType, b: TensorType, targets: TensorType): void {
  checkSame(name, a, b);
  checkFloat(name, a, targets);
  checkRows(name, a);
  const wanted = a.shape.slice(0, -1);
  if (sameShape(wanted, targets.shape)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(a.shape)} needs targets of shape ${formatShape(wanted)}, one a row, not ${formatShape(targets.shape)}.`,
  );
}

/** Refuses what is not a matrix. */
export function checkMatrix(name: string, x: TensorType): void {
  if (x.shape.length === 2) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(x.shape)} has ${String(x.shape.length)} axes and needs 2; reshape it to [count, width].`,
  );
}

/** Refuses a value of an attribute that is not in a range, said in words. */
export function checkAttribute(name: string, attribute: string, value: number, suits: boolean, range: string): void {
  if (suits) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: ${attribute} is ${String(value)}; give ${range}.`);
}
