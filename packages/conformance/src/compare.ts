/**
 * Comparing numbers and tensors: the one judgement that all checks share. NaN equals NaN and nothing else, an infinity
 * equals itself by sign, and what is compared must be of one shape and dtype before any element is looked at.
 */
import { broadcastShapes, formatTensorType, Index, sizeOf, stridesOf, type HostTensor, type Shape } from "@rensa/core";

/** How close two finite numbers must be: `|a - b| <= max(absolute, relative * max(|a|, |b|))`. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** A tolerance, one number for both of its parts, or the same bits (0 is not -0 then; NaN has one kind of bits). */
export type Closeness = Tolerance | number | "bits";

/** The first place at which two things differ. */
export interface Difference {
  /** Where, as the subject of a sentence: `element 3`. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * The first place at which two lists of numbers differ, else `null`.
 *
 * @throws RangeError For a tolerance that is negative or not finite, which would let everything agree.
 */
export function firstDifference(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  closeness: Closeness,
): Difference | null {
  const agrees = agreement(closeness);
  if (found.length !== expected.length) {
    return { where: "the number of elements", expected: String(expected.length), found: String(found.length) };
  }
  for (let at = 0; at < found.length; at++) {
    const [a = Number.NaN, b = Number.NaN] = [found[at], expected[at]];
    if (!agrees(a, b)) return { where: `element ${String(at)}`, expected: numberText(b), found: numberText(a) };
  }
  return null;
}

/** The first place at which two tensors differ: their types, then their elements; else `null`. */
export function tensorDifference(
  found: HostTensor | undefined,
  expected: HostTensor,
  closeness: Closeness,
): Difference | null {
  if (found === undefined) return { where: "the tensor", expected: formatTensorType(expected), found: "nothing" };
  const [type, wanted] = [formatTensorType(found), formatTensorType(expected)];
  if (type !== wanted) return { where: "the type", expected: wanted, found: type };
  const size = sizeOf(found.shape);
  if (found.data.length !== size) {
    return { where: "the number of elements", expected: String(size), found: String(found.data.length) };
  }
  return firstDifference(found.data, expected.data, closeness);
}

/** The first difference between tensors by path: one that is missing or too many is a difference. */
export function resultsDifference(
  found: ReadonlyMap<string, HostTensor>,
  expected: ReadonlyMap<string, HostTensor>,
  closeness: Closeness,
): Difference | null {
  const paths = (results: ReadonlyMap<string, HostTensor>): string => `${String(results.size)} tensors`;
  if (expected.size === 0) return { where: "what is compared", expected: "at least one tensor", found: paths(found) };
  if (found.size !== expected.size) return { where: "the results", expected: paths(expected), found: paths(found) };
  for (const [path, tensor] of expected) {
    const different = tensorDifference(found.get(path), tensor, closeness);
    if (different !== null) return path === "" ? different : { ...different, where: `${different.where} of ${path}` };
  }
  return null;
}

/** The first place at which two values nested in plain objects and arrays differ, to the sign of zero; else `null`. */
export function treeDifference(found: unknown, expected: unknown, path = "the value"): Difference | null {
  if (!isRecord(found) || !isRecord(expected) || Array.isArray(found) !== Array.isArray(expected)) {
    return Object.is(found, expected) ? null : { where: path, expected: valueText(expected), found: valueText(found) };
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const inner = treeDifference(found[name], expected[name], `${path}.${name}`);
    if (inner !== null) return inner;
  }
  return null;
}

/**
 * {@link firstDifference} as a sentence.
 *
 * @example
 * ```ts
 * import { difference } from "@rensa/conformance";
 *
 * console.log(difference([1, 2], [1, 2.1], 1e-5)); // "element 1 is 2 instead of 2.1"
 * console.log(difference([Infinity], [5], 1e-5)); // "element 0 is Infinity instead of 5"
 * ```
 */
export function difference(found: ArrayLike<number>, expected: ArrayLike<number>, closeness: Closeness): string | null {
  const different = firstDifference(found, expected, closeness);
  return different === null ? null : differenceText(different);
}

/** A difference as a sentence. */
export function differenceText({ where, expected, found }: Difference): string {
  return `${where} is ${found} instead of ${expected}`;
}

/** A function of elements applied to tensors that broadcast: what a `scalar` op should return. */
export function elementwise(inputs: readonly HostTensor[], reference: (...elements: number[]) => number): Float64Array {
  const shape: Shape = broadcastShapes("reference", ...inputs.map((input) => input.shape));
  const strides = stridesOf(shape);
  return Float64Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const indices = shape.map(
      (extent, axis) =>
        Index.constant(flat)
          .div(strides[axis] ?? 1)
          .mod(extent).constant,
    );
    return reference(...inputs.map((input) => elementAt(input, indices)));
  });
}

function agreement(closeness: Closeness): (a: number, b: number) => boolean {
  if (closeness === "bits") return Object.is;
  const { relative, absolute } =
    typeof closeness === "number" ? { relative: closeness, absolute: closeness } : closeness;
  for (const tolerance of [relative, absolute]) {
    if (!(tolerance >= 0 && tolerance < Infinity)) throw new RangeError(`${String(tolerance)} is no tolerance.`);
  }
  return (a, b) => {
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
    // What is not finite has no neighbours: Infinity is as far from -Infinity as from 5.
    if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
    return Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function valueText(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function elementAt({ shape, data }: HostTensor, indices: readonly number[]): number {
  const strides = stridesOf(shape);
  const leading = indices.length - shape.length;
  const offset = shape.reduce(
    (sum, extent, axis) => sum + (extent === 1 ? 0 : (indices[leading + axis] ?? 0)) * (strides[axis] ?? 1),
    0,
  );
  return data[offset] ?? Number.NaN;
}
