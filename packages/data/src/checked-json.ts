/** JSON of what was fitted, which may come from anywhere. */
import { formatGiven, RensaError } from "@rensa/core";

/**
 * The members of a JSON record of a format.
 *
 * @throws RensaError `FILE_INVALID` for anything else, or members that are missing or too many.
 */
export function checkJson<K extends string>(
  what: string,
  json: unknown,
  format: string,
  members: readonly K[],
): Readonly<Record<K, unknown>> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new RensaError("FILE_INVALID", `${what}: ${formatGiven(json)} is no JSON of it; give what toJSON gave.`);
  }
  const found = new Map<string, unknown>(Object.entries(json));
  if (found.get("format") !== format) {
    throw new RensaError(
      "FILE_INVALID",
      `${what}: the format is ${formatGiven(found.get("format"))} and must be "${format}"; give what toJSON gave.`,
    );
  }
  const wrong = [
    ...members.filter((name) => !found.has(name)),
    ...[...found.keys()].filter((name) => name !== "format" && !members.some((each) => each === name)),
  ];
  if (wrong.length > 0) {
    throw new RensaError(
      "FILE_INVALID",
      `${what}: ${formatGiven(wrong[0])} is missing or none of its members; give what toJSON gave.`,
    );
  }
  return Object.fromEntries(members.map((name) => [name, found.get(name)])) as Record<K, unknown>;
}

/**
 * A list of which each element is right.
 *
 * @throws RensaError `FILE_INVALID`, naming the first that is not.
 */
export function listOf(what: string, given: unknown, isRight: (element: unknown) => boolean): readonly unknown[] {
  if (!Array.isArray(given))
    throw new RensaError("FILE_INVALID", `${what} are ${formatGiven(given)}; they are a list.`);
  const list: readonly unknown[] = given;
  for (let at = 0; at < list.length; at++) {
    if (isRight(list[at])) continue;
    throw new RensaError("FILE_INVALID", `${what}: element ${String(at)} is ${formatGiven(list[at])}; fit it anew.`);
  }
  return list;
}
