/** Versions, and ranges of them as plugins ask for. */
import { checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";

/** The numbers of a version: major, minor, patch. */
type Numbers = readonly [major: number, minor: number, patch: number];

const number = "(?:0|[1-9]\\d*)";
const versionPattern = new RegExp(
  `^(${number})\\.(${number})\\.(${number})(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$`,
);
const part = `(${number}|[xX*])`;
const rangePattern = new RegExp(`^(\\^|~|>=|=)?\\s*v?${part}(?:\\.${part})?(?:\\.${part})?$`);

/** True for `1.2.3`, with or without a pre-release (`1.2.3-beta.1`) or build (`1.2.3+7`). */
export function isVersion(text: string): boolean {
  return versionPattern.test(text);
}

/**
 * True where a version lies in a range of one comparator, as npm reads it: exact (`1.2.3`), caret (`^0.2` is 0.2.0 until
 * 0.3.0), tilde (`~1.2` is 1.2.0 until 1.3.0), `>=`, `*`; parts that are left out, or are `x`, may be anything. A
 * pre-release counts as the version that it leads to.
 *
 * @throws RensaError `PLUGIN_INVALID` where one of them is not written like that.
 */
export function satisfies(version: string, range: string): boolean {
  checkKind("satisfies: the version", version, "string");
  checkKind("satisfies: the range", range, "string");
  const found = numbersOf(version);
  const { lowest, below } = boundsOf(range);
  return compare(found, lowest) >= 0 && (below === null || compare(found, below) < 0);
}

function numbersOf(version: string): Numbers {
  const [, major, minor, patch] = versionPattern.exec(version) ?? [];
  if (major === undefined)
    throw new RensaError("PLUGIN_INVALID", `"${version}" is not a version; write one such as 1.2.3.`);
  return [Number(major), Number(minor), Number(patch)];
}

/** The lowest version of a range, and the first above it; `null` where it has no end. */
function boundsOf(range: string): { readonly lowest: Numbers; readonly below: Numbers | null } {
  const match = rangePattern.exec(range.trim());
  if (match === null) {
    throw new RensaError("PLUGIN_INVALID", `"${range}" is not a range of versions; write ^1.2, ~1.2, >=1.2 or 1.2.3.`);
  }
  const [, comparator, ...parts]: readonly (string | undefined)[] = match;
  // Where a part may be anything, those after it may too.
  const given = parts.findIndex((each) => each === undefined || !/\d/.test(each));
  const known = parts.slice(0, given === -1 ? 3 : given).map(Number);
  const [major = 0, minor = 0, patch = 0] = known;
  const lowest: Numbers = [major, minor, patch];
  if (comparator === ">=" || known.length === 0) return { lowest, below: null };
  return { lowest, below: after(lowest, fixedParts(comparator, known)) };
}

/** How many of the first parts have to stay as they are. */
function fixedParts(comparator: string | undefined, known: readonly number[]): number {
  if (comparator === "~") return Math.min(2, known.length);
  if (comparator !== "^") return known.length;
  const significant = known.findIndex((each) => each > 0);
  return significant === -1 ? known.length : significant + 1;
}

/** The first version whose first parts differ. */
function after([major, minor, patch]: Numbers, fixed: number): Numbers {
  if (fixed === 1) return [major + 1, 0, 0];
  return fixed === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function compare(left: Numbers, right: Numbers): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
