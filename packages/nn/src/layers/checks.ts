/** What layers refuse, when they are made and when they are applied. */
import {
  formatGiven,
  refuseArgument,
  formatShape,
  RensaError,
  type DType,
  type Shape,
  type TensorType,
} from "@rensa/core";

/** Refuses a size that is no whole number from 1. */
export function checkSize(layer: string, what: string, size: number): void {
  if (Number.isInteger(size) && size >= 1) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${layer}: the number of ${what} is ${formatGiven(size)}; give a whole number from 1.`,
  );
}

/** Refuses a number outside of the given bounds, of which the upper one is excluded where `below` says so. */
export function checkRange(
  layer: string,
  what: string,
  value: number,
  { from, to, below = false }: { readonly from: number; readonly to: number; readonly below?: boolean },
): void {
  if (typeof value === "number" && value >= from && (below ? value < to : value <= to)) return;
  const range =
    to === Infinity ? `from ${String(from)}` : `from ${String(from)} to ${below ? "below " : ""}${String(to)}`;
  throw new RensaError("ATTRIBUTE_INVALID", `${layer}: the ${what} is ${formatGiven(value)}; give a number ${range}.`);
}

/** Refuses inputs whose last axis has another length, or that have too few axes. */
export function checkLastAxis(layer: string, what: string, shape: Shape, wanted: number, axes = 2): void {
  checkAxes(layer, shape, axes, what);
  if (shape.at(-1) === wanted) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${layer}: takes ${String(wanted)} ${what} and gets ${formatShape(shape)}, which has ${String(shape.at(-1))}; make the numbers equal.`,
  );
}

/** Refuses inputs with too few axes. */
export function checkAxes(layer: string, shape: Shape, axes: number, what: string): void {
  if (!Array.isArray(shape)) refuseArgument(`${layer}: the shape of its input`, shape, "a tensor as its input");
  if (shape.length >= axes) return;
  const wanted = ["batch", ...Array<string>(Math.max(0, axes - 2)).fill("..."), what].slice(0, Math.max(1, axes));
  throw new RensaError(
    "RANK_MISMATCH",
    `${layer}: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least ${String(axes)}; reshape it to [${wanted.join(", ")}].`,
  );
}

/** Refuses inputs that do not have as many axes as wanted. */
export function checkRank(layer: string, shape: Shape, axes: readonly string[]): void {
  if (!Array.isArray(shape)) refuseArgument(`${layer}: the shape of its input`, shape, "a tensor as its input");
  if (shape.length === axes.length) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${layer}: ${formatShape(shape)} has ${String(shape.length)} axes and needs ${String(axes.length)}; reshape it to [${axes.join(", ")}].`,
  );
}

/** Refuses inputs of another dtype. */
export function checkDType(layer: string, { dtype }: TensorType, wanted: DType): void {
  if (dtype === wanted) return;
  throw new RensaError("DTYPE_MISMATCH", `${layer}: reads ${wanted} and gets ${dtype}; cast it to ${wanted}.`);
}

/** Refuses a name that cannot be a segment of a path. */
export function checkName(where: string, name: string): void {
  if (typeof name === "string" && /^[A-Za-z_][\w-]*$/.test(name)) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${where}: "${name}" is no name; use letters, digits, _ and -, starting with a letter.`,
  );
}
