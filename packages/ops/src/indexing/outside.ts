/** What happens to an index that does not lie on its axis. */
import { RensaError, type IndexRange, type Scalar, type TensorType } from "@rensa/core";

/** An index outside its axis: `"clamp"` moves it to the nearest that is inside, `"omit"` reads 0 and writes nothing. */
export type Outside = "clamp" | "omit";

/**
 * Refuses anything else.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 */
export function checkOutside(name: string, outside: UnsaidOutside): void {
  if (!["clamp", "omit", "unsaid"].includes(outside)) {
    throw new RensaError("ATTRIBUTE_INVALID", `${name}: outside is "${outside}"; give "clamp" or "omit".`);
  }
}

/** What is meant where `outside` was not given: what the op does of itself, which `checkIndices` refuses. @inline */
export type UnsaidOutside = Outside | "unsaid";

/** What an op does with an index outside. */
export function outsideOr(outside: UnsaidOutside, own: Outside): Outside {
  return outside === "unsaid" ? own : outside;
}

/**
 * Refuses to read something of an axis on which there is nothing.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 */
export function requireElements(name: string, shape: readonly number[], count: number): void {
  if (count === 0 || !shape.includes(0)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${String(count)} ${count === 1 ? "index reads" : "indices read"} an axis of ${String(shape)} elements, of which there are none; give an axis with elements, or no indices.`,
  );
}

/** The index moved onto an axis. */
export function clamped(index: Scalar, extent: number): Scalar {
  return index.max(0).min(Math.max(0, extent - 1));
}

/** The index as a place to write: clamped, or as it is, to be left out. */
export function placeOf(index: Scalar, extent: number, outside: Outside): Scalar {
  return outside === "clamp" ? clamped(index, extent) : index;
}

/** True where all indices lie on their axes. */
export function allInside(indices: readonly Scalar[], extents: readonly number[]): Scalar | undefined {
  const tests = indices.map((index, axis) => index.ge(0).and(index.lt(extents[axis] ?? 1)));
  return tests.length === 0 ? undefined : tests.reduce((all, test) => all.and(test));
}

/** The indices along an axis, where nothing else was said of one outside. */
export function rangeAlong(
  input: number,
  extent: number | undefined,
  outside: UnsaidOutside = "unsaid",
): readonly IndexRange[] {
  return outside === "unsaid" ? [{ input, extents: [extent ?? 0] }] : [];
}

/** Index tuples, where nothing else was said of one outside. */
export function rangeOfTuples(
  input: number,
  shape: readonly number[],
  tuples: TensorType | undefined,
  outside: UnsaidOutside = "unsaid",
): readonly IndexRange[] {
  const length = tuples?.shape.at(-1) ?? 0;
  return outside === "unsaid" && length > 0 ? [{ input, extents: shape.slice(0, length) }] : [];
}
