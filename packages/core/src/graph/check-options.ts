/** Records of options, held to the names that they may have: JavaScript ignores a misspelled one, and the default is used. */
import { checkKind, refuse } from "./check-argument.ts";
import { formatGiven, quoteName } from "./format-given.ts";

/** The keys of every member of a union. @inline */
type KeysOf<T> = T extends unknown ? Extract<keyof T, string> : never;

/**
 * Refuses options that are no record, and a name that is not among the options. An option given as `undefined` is one left
 * out.
 *
 * @param owner Whose options they are, as the sentence names it.
 * @param options - What the caller gave.
 * @param names The options that there are.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { checkOptions } from "@rensa/core";
 *
 * function smooth(options: { readonly window?: number } = {}) {
 *   checkOptions("smooth", options, ["window"]);
 *   return options.window ?? 3;
 * }
 * ```
 */
export function checkOptions<T extends object>(owner: string, options: T, names: readonly KeysOf<T>[]): void {
  checkKind("checkOptions: the names", names, "list");
  const given: unknown = options;
  const known: readonly string[] = names;
  const all = known.join(", ");
  if (typeof given !== "object" || given === null || Array.isArray(given) || given instanceof Promise) {
    refuse(`${owner}: its options are ${formatGiven(given)}; give a record of ${all}.`);
  }
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !known.includes(name));
  if (unknown === undefined) return;
  const [name] = unknown;
  const near = known.find((each) => isNear(name.toLowerCase(), each.toLowerCase()));
  const hint = near === undefined ? "" : `did you mean ${near}? `;
  refuse(`${owner}: has no option ${quoteName(name)}; ${hint}${hint === "" ? "it" : "It"} has ${all}.`);
}

/** True for names that share all but two letters at one place: one is a slip of the other, or its plural. */
function isNear(one: string, other: string): boolean {
  let [start, end] = [0, 0];
  const length = Math.min(one.length, other.length);
  while (start < length && one[start] === other[start]) start++;
  while (end < length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return Math.max(one.length, other.length) - start - end <= 2 && start + end >= 2;
}
