/**
 * Comparing numbers, tensors and trees: the one judgment that all checks and tests share. NaN equals NaN and nothing else,
 * an infinity equals itself by sign, and what is compared must be of one shape and dtype before any element is looked at.
 */
import { refuseArgument, checkKind, checkParts } from "../graph/check-argument.ts";
import { isConstantData } from "../graph/is-constant-data.ts";
import { isFloat } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";

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

/** Tensors by path; a sole one has the path `""`. */
export type TensorsByPath = ReadonlyMap<string, HostTensor>;

/**
 * The first place at which two lists of numbers differ, else `null`.
 *
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param closeness - How far apart two numbers may be.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a tolerance that is negative or not finite, which would let everything agree.
 *
 * @example
 * ```ts
 * import { firstDifference } from "@rensa/core/compiler";
 *
 * console.log(firstDifference([1, 2], [1, 2.5], 0.1)); // { where: "element 1", expected: "2.5", found: "2" }
 * console.log(firstDifference([1, 2], [1, 2.05], 0.1)); // null
 * ```
 */
export function firstDifference(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  closeness: Closeness,
): Difference | null {
  checkParts("firstDifference: what was found", found, "length");
  checkParts("firstDifference: what is expected", expected, "length");
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

/**
 * The first place at which two tensors differ: their types, then their elements; else `null`.
 *
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param closeness - How far apart two numbers may be.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { tensorDifference } from "@rensa/core/compiler";
 *
 * console.log(tensorDifference(hostTensor([1, 2]), hostTensor([1, 3]), "bits")); // { where: "element 1", expected: "3", found: "2" }
 * ```
 */
export function tensorDifference(
  found: HostTensor | undefined,
  expected: HostTensor,
  closeness: Closeness,
): Difference | null {
  return typeDifference(found, expected) ?? firstDifference(found?.data ?? [], expected.data, closeness);
}

/** How the types of two tensors differ, or the number of elements of one from what its type says; else `null`. */
export function typeDifference(found: HostTensor | undefined, expected: HostTensor): Difference | null {
  checkParts("typeDifference: what is expected", expected, "shape", "dtype", "data");
  if (found !== undefined) checkParts("typeDifference: what was found", found, "shape", "dtype", "data");
  if (found === undefined) return { where: "the tensor", expected: formatTensorType(expected), found: "nothing" };
  const [type, wanted] = [formatTensorType(found), formatTensorType(expected)];
  if (type !== wanted) return { where: "the type", expected: wanted, found: type };
  const size = sizeOf(found.shape);
  const lengths = [found.data.length, expected.data.length];
  const other = lengths.find((length) => length !== size);
  return other === undefined ? null : { where: "the number of elements", expected: String(size), found: String(other) };
}

/**
 * The first difference between tensors by path: one that is missing or too many is a difference.
 *
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param closeness - How far apart two numbers may be.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { resultsDifference } from "@rensa/core/compiler";
 *
 * const expected = new Map([["loss", hostTensor(1)]]);
 * console.log(resultsDifference(new Map(), expected, 1e-6)); // { where: "the results", expected: "1 tensors", found: "0 tensors" }
 * ```
 */
export function resultsDifference(
  found: TensorsByPath,
  expected: TensorsByPath,
  closeness: Closeness,
): Difference | null {
  checkKind("resultsDifference: what was found", found, "map");
  checkKind("resultsDifference: what is expected", expected, "map");
  const paths = (results: TensorsByPath): string => `${String(results.size)} tensors`;
  if (expected.size === 0) return { where: "what is compared", expected: "at least one tensor", found: paths(found) };
  if (found.size !== expected.size) return { where: "the results", expected: paths(expected), found: paths(found) };
  for (const [path, tensor] of expected) {
    const different = tensorDifference(found.get(path), tensor, closeness);
    if (different !== null) return path === "" ? different : { ...different, where: `${different.where} of ${path}` };
  }
  return null;
}

/**
 * The same values under the float types that others have: what is computed in float64 has doubles for f32.
 *
 * @param exact - Tensors of doubles, by path.
 * @param others - Tensors whose types they get, by path.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { asTyped } from "@rensa/core/compiler";
 *
 * const exact = new Map([["y", hostTensor([1, 2], [2], "f64")]]);
 * const others = new Map([["y", hostTensor([1, 2])]]);
 * console.log(asTyped(exact, others).get("y")?.dtype); // "f32"
 * ```
 */
export function asTyped(exact: TensorsByPath, others: TensorsByPath): TensorsByPath {
  checkKind("asTyped: the tensors", exact, "map");
  checkKind("asTyped: the others", others, "map");
  return new Map(
    [...exact].map(([path, tensor]) => {
      const dtype = others.get(path)?.dtype ?? tensor.dtype;
      return [path, isFloat(tensor.dtype) && isFloat(dtype) ? { ...tensor, dtype } : tensor];
    }),
  );
}

/**
 * The first place at which two values nested in plain objects and arrays differ, to the sign of zero; else `null`.
 *
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param path - Where the values stand, for the sentence.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { treeDifference } from "@rensa/core/compiler";
 *
 * console.log(treeDifference({ a: [1, 2] }, { a: [1, 3] })); // { where: "the value.a.1", expected: "3", found: "2" }
 * console.log(treeDifference({ a: [1, 2] }, { a: [1, 2] })); // null
 * ```
 */
export function treeDifference(found: unknown, expected: unknown, path = "the value"): Difference | null {
  if (isConstantData(found) && isConstantData(expected) && found.dtype === expected.dtype) {
    return treeDifference([...found], [...expected], path);
  }
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
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param closeness - How far apart two numbers may be.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { difference } from "@rensa/core/compiler";
 *
 * console.log(difference([1, 2], [1, 2.1], 1e-5)); // "element 1 is 2 instead of 2.1"
 * console.log(difference([Infinity], [5], 1e-5)); // "element 0 is Infinity instead of 5"
 * ```
 */
export function difference(found: ArrayLike<number>, expected: ArrayLike<number>, closeness: Closeness): string | null {
  const different = firstDifference(found, expected, closeness);
  return different === null ? null : differenceText(different);
}

/**
 * A difference as a sentence.
 *
 * @param different - The difference.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { differenceText, firstDifference } from "@rensa/core/compiler";
 *
 * const different = firstDifference([1, 2], [1, 2.5], 0.1);
 * console.log(different === null ? "the same" : differenceText(different)); // "element 1 is 2 instead of 2.5"
 * ```
 */
export function differenceText(different: Difference): string {
  checkParts("differenceText: the difference", different, "where", "expected", "found");
  const { where, expected, found } = different;
  return `${where} is ${found} instead of ${expected}`;
}

/**
 * How far apart two numbers are: 0 where they are the same, both NaN too; infinite where only one is finite, or a number,
 * or the infinities differ. What is not finite has no neighbors: Infinity is as far from -Infinity as from 5.
 */
export function distanceOf(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  return Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) : Infinity;
}

function agreement(closeness: Closeness): (a: number, b: number) => boolean {
  if (closeness === "bits") return Object.is;
  if (typeof closeness !== "number") checkParts("The tolerance", closeness, "relative", "absolute");
  const { relative, absolute } =
    typeof closeness === "number" ? { relative: closeness, absolute: closeness } : closeness;
  for (const tolerance of [relative, absolute]) {
    if (!(tolerance >= 0 && tolerance < Infinity))
      refuseArgument("The tolerance", tolerance, "a number that is 0 or more");
  }
  return (a, b) => {
    const distance = distanceOf(a, b);
    if (distance === 0 || distance === Infinity) return distance === 0;
    return distance <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
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
