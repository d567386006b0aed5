/** What happens to an index that does not lie on its axis. */
import { RensaError, type Scalar } from "@rensa/core";

/** An index outside its axis: `"clamp"` moves it to the nearest that is inside, `"omit"` reads 0 and writes nothing. */
export type Outside = "clamp" | "omit";

/**
 * Refuses anything else.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 */
export function checkOutside(name: string, outside: Outside): void {
  if (!["clamp", "omit"].includes(outside)) {
    throw new RensaError("ATTRIBUTE_INVALID", `${name}: outside is "${outside}"; give "clamp" or "omit".`);
  }
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
