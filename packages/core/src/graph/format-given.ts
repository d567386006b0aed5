/** Values that were given where others are wanted, in a few words for an error: whatever they are, and never in full. */

const longest = 60;

/**
 * A value in a few words; long texts and lists are cut, and nothing of the value is run.
 *
 * @param value - Any value.
 *
 * @example
 * ```ts
 * import { formatGiven } from "@rensa/core";
 *
 * console.log(formatGiven("0.1"), formatGiven([1, 2]), formatGiven(undefined)); // "\"0.1\"" "[1, 2]" "missing"
 * ```
 */
export function formatGiven(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoteName(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${String(value)}n`;
    case "boolean":
      return String(value);
    case "undefined":
      return "missing";
    case "symbol":
    case "function":
      return `a ${typeof value}`;
    case "object":
      if (value === null) return "null";
      if (value instanceof Promise) return "a promise";
      return Array.isArray(value) ? formatItems(value) : "a record";
  }
}

/** A name or a text in quotes, cut where it is long. */
export function quoteName(name: string): string {
  return JSON.stringify(name.length > longest ? `${name.slice(0, longest)}...` : name);
}

function formatItems(items: readonly unknown[]): string {
  const shown: string[] = [];
  for (let at = 0; at < Math.min(items.length, 6); at++) {
    const item = items[at];
    shown.push(Array.isArray(item) ? "[...]" : formatGiven(item));
  }
  return `[${shown.join(", ")}${items.length > 6 ? ", ..." : ""}]`;
}
