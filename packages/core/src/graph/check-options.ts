/** Records of options, held to the names that they may have: JavaScript ignores a misspelt one, and the default is used. */
import { RensaError } from "./error.ts";
import { formatGiven, quoteName } from "./format-given.ts";

/** The keys of every member of a union. */
type KeysOf<T> = T extends unknown ? Extract<keyof T, string> : never;

/**
 * Refuses options that are no record, and a name that is not among the options. An option given as `undefined` is one left
 * out.
 *
 * @param owner Whose options they are, as the sentence names it.
 * @param names The options that there are.
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
  const given: unknown = options;
  const known: readonly string[] = names;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${owner}: its options are ${formatGiven(given)}; give a record of ${known.join(", ")}.`,
    );
  }
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !known.includes(name));
  if (unknown === undefined) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${owner}: has no option ${quoteName(unknown[0])}; it has ${known.join(", ")}.`,
  );
}
