/** Shapes at run time: sizes, strides and broadcasting. */
import { checkKind } from "./check-argument.ts";
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";

/** The dimensions of a tensor, outermost first. A scalar has none. In types, `number` is an unknown dimension. */
export type Shape = readonly number[];

/**
 * The number of elements.
 *
 * @param shape - The shape.
 *
 * @example
 * ```ts
 * import { sizeOf } from "@rensa/core";
 *
 * console.log(sizeOf([2, 3]), sizeOf([])); // 6 1
 * ```
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

/**
 * Row-major strides, in elements. An axis of length 0 counts as one of 1: no stride is 0, and nothing is read at any.
 *
 * @param shape - The shape.
 *
 * @example
 * ```ts
 * import { stridesOf } from "@rensa/core";
 *
 * console.log(stridesOf([2, 3, 4])); // [12, 4, 1]
 * ```
 */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= Math.max(1, shape[axis] ?? 1);
  }
  return strides;
}

/**
 * True where both have the same rank and dimensions.
 *
 * @param left - One shape.
 * @param right - Another.
 *
 * @example
 * ```ts
 * import { sameShape } from "@rensa/core";
 *
 * console.log(sameShape([2, 3], [2, 3]), sameShape([2, 3], [3, 2])); // true false
 * ```
 */
export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((dimension, axis) => dimension === right[axis]);
}

/**
 * `[2, 3]`.
 *
 * @param shape - The shape.
 *
 * @example
 * ```ts
 * import { formatShape } from "@rensa/core";
 *
 * console.log(formatShape([2, 3])); // "[2, 3]"
 * ```
 */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The shape that all `shapes` broadcast to, by NumPy's rule: aligned at the last axis, a dimension of 1 stretches.
 *
 * @param label - What asks, for the sentence of the error.
 * @param shapes - The shapes.
 *
 * @throws RensaError `SHAPE_MISMATCH` where two dimensions differ and neither is 1.
 *
 * @example
 * ```ts
 * import { broadcastShapes } from "@rensa/core";
 *
 * console.log(broadcastShapes("mine", [2, 1, 4], [3, 1])); // [2, 3, 4]
 * ```
 */
export function broadcastShapes(label: string, ...shapes: readonly Shape[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let fromEnd = 1; fromEnd <= shape.length; fromEnd++) {
      const dimension = shape[shape.length - fromEnd] ?? 1;
      const current = result[rank - fromEnd] ?? 1;
      if (dimension === current || dimension === 1) continue;
      if (current !== 1) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `${label}: ${shapes.map(formatShape).join(" and ")} do not broadcast; dimensions must be equal or 1, counted from the last.`,
        );
      }
      result[rank - fromEnd] = dimension;
    }
  }
  return result;
}

/**
 * An axis counted from the front, where `-1` means the last.
 *
 * @param label - What asks, for the sentence of the error.
 * @param axis - The axis; a negative one counts from the end.
 * @param rank - The number of axes that there are.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not an integer within the rank.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { normalizeAxis } from "@rensa/core";
 *
 * console.log(normalizeAxis("mine", -1, 3)); // 2
 * ```
 */
export function normalizeAxis(label: string, axis: number, rank: number): number {
  checkKind(`${label}: the rank`, rank, "number");
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    const range = rank === 0 ? "a scalar has no axes" : `give an integer from ${String(-rank)} to ${String(rank - 1)}`;
    throw new RensaError("ATTRIBUTE_INVALID", `${label}: axis ${formatGiven(axis)} is out of range; ${range}.`);
  }
  return axis < 0 ? axis + rank : axis;
}

/**
 * Distinct axes counted from the front, in ascending order; `undefined` means all of them.
 *
 * @param label - What asks, for the sentence of the error.
 * @param axes - One axis, or several; negative ones count from the end.
 * @param rank - The number of axes that there are.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where an axis is out of range or given twice.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { normalizeAxes } from "@rensa/core";
 *
 * console.log(normalizeAxes("mine", [-1, 0], 3), normalizeAxes("mine", undefined, 2)); // [0, 2] [0, 1]
 * ```
 */
export function normalizeAxes(
  label: string,
  axes: number | readonly number[] | undefined | null,
  rank: number,
): number[] {
  checkKind(`${label}: the rank`, rank, "number");
  if (axes === undefined || axes === null) return Array.from({ length: rank }, (_, axis) => axis);
  const list = (Array.isArray(axes) ? axes : [axes]).map((axis: number) => normalizeAxis(label, axis, rank));
  if (new Set(list).size !== list.length) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${label}: axes ${formatShape(list)} name an axis twice; name each once.`,
    );
  }
  return list.sort((left, right) => left - right);
}

/**
 * Checks that a value is a shape: non-negative integers.
 *
 * @param label - What asks, for the sentence of the error.
 * @param shape - The value.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` otherwise.
 *
 * @example
 * ```ts
 * import { checkShape, RensaError } from "@rensa/core";
 *
 * try {
 *   checkShape("mine", [2, -1]);
 * } catch (error) {
 *   if (error instanceof RensaError) console.log(error.code, error.sentence); // "ATTRIBUTE_INVALID" "mine: [2, -1] is not a shape; give non-negative integers."
 * }
 * ```
 */
export function checkShape(label: string, shape: Shape): void {
  // A hole in a list is no dimension either, so that \`some\` would be too kind.
  if (Array.isArray(shape) && Array.from(shape, isDimension).every(Boolean)) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${label}: ${formatGiven(shape)} is not a shape; give non-negative integers.`,
  );
}

function isDimension(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}
