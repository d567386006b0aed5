/**
 * JSON in which every number survives: NaN, the infinities and -0 are written as `{"$number":"NaN"}`. A key of the user's
 * that begins with `$` gets one more, so that nothing is taken for such a mark.
 */
import { RensaError } from "@rensa/core";
import type { Json } from "../train/snapshot/snapshot.ts";

const mark = "$number";
const marks: ReadonlyMap<string, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

/** Deeper than anyone means to nest; a value that holds itself is refused by it. */
const deepest = 200;

/**
 * The text of a value.
 *
 * @throws RensaError `ARGUMENT_INVALID` with the path of what JSON cannot say, since it would not come back.
 */
export function writeExactJson(value: Json, label: string, indent = 0): string {
  return JSON.stringify(marked(value, label, 0), null, indent);
}

/**
 * The value of a text.
 *
 * @throws SyntaxError where it is not JSON.
 */
export function readExactJson(text: string): Json {
  return unmarked(JSON.parse(text) as Json);
}

function marked(value: unknown, path: string, depth: number): Json {
  if (depth > deepest) throw notJson(path, `it is nested deeper than ${String(deepest)}, or holds itself`);
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : markOf(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value !== "object") throw notJson(path, `it is ${typeof value}`);
  if (Array.isArray(value)) {
    return Array.from(value, (each: unknown, at) => marked(each, `${path}[${String(at)}]`, depth + 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw notJson(path, "it is an instance of a class");
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.startsWith("$") ? `$${name}` : name,
      marked(each, `${path}.${name}`, depth + 1),
    ]),
  );
}

function markOf(value: number): Json {
  return { [mark]: Object.is(value, -0) ? "-0" : String(value) };
}

function notJson(path: string, what: string): RensaError {
  return new RensaError(
    "ARGUMENT_INVALID",
    `${path} cannot be written as JSON: ${what}. Give plain objects and arrays of numbers, text, booleans and null.`,
  );
}

function unmarked(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(unmarked);
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === mark) {
    const [, text] = first;
    const number = entries.length === 1 && typeof text === "string" ? marks.get(text) : undefined;
    if (number === undefined) throw new SyntaxError(`${mark} is none of ${[...marks.keys()].join(", ")}.`);
    return number;
  }
  return Object.fromEntries(
    entries.map(([name, each]) => [name.startsWith("$") ? name.slice(1) : name, unmarked(each)]),
  );
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
