/** Attribute values as text: JSON, with the numbers that JSON lacks (NaN, Infinity, -Infinity, -0) and bare keys. */
import type { AttributeValue } from "./graph.ts";

/** The text of a value; {@link TextReader.value} reads it back. */
export function formatAttribute(value: AttributeValue): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(formatAttribute).join(", ")}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${formatName(name)}: ${formatAttribute(inner)}`);
  return `{${fields.join(", ")}}`;
}

/** A name as it stands in a printed graph: bare where that is unambiguous, else quoted. */
export function formatName(name: string): string {
  return /^[A-Za-z_$][\w$.]*$/.test(name) && !reservedWords.has(name) ? name : JSON.stringify(name);
}

/** Words that are names only in quotes. */
export const reservedWords: ReadonlySet<string> = new Set([
  "true",
  "false",
  "null",
  "NaN",
  "Infinity",
  "graph",
  "return",
  "in",
  "uses",
]);

/** True for a list among attribute values. */
export function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}
