/** Attribute values as text: JSON, with the numbers that JSON lacks (NaN, Infinity, -Infinity, -0) and bare keys. */
import type { ConstantData } from "./constant-data.ts";
import type { AttributeValue } from "./graph.ts";
import { isConstantData } from "./is-constant-data.ts";

/**
 * The text of a value; {@link TextReader.value} reads it back.
 *
 * @param formatData What to write for the data of constants. Default: all elements, as a list.
 */
export function formatAttribute(value: AttributeValue, formatData = formatElements): string {
  if (typeof value === "number") return formatNumber(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isConstantData(value)) return formatData(value);
  const format = (inner: AttributeValue): string => formatAttribute(inner, formatData);
  if (isList(value)) return `[${value.map(format).join(", ")}]`;
  const fields = Object.entries(value).map(
    ([name, inner]: [string, AttributeValue]) => `${formatName(name)}: ${format(inner)}`,
  );
  return `{${fields.join(", ")}}`;
}

function formatNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Texts of single elements that are held at a time. */
const chunk = 4096;

/** All elements as a list. There may be millions, so that it is put together by chunks. */
function formatElements(data: ConstantData): string {
  let text = "[";
  for (let start = 0; start < data.length; start += chunk) {
    const length = Math.min(chunk, data.length - start);
    const elements = Array.from({ length }, (_, at) => formatNumber(data.at(start + at) ?? 0));
    text += `${start === 0 ? "" : ", "}${elements.join(", ")}`;
  }
  return `${text}]`;
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
