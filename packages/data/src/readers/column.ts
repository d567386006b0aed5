/** The types of a table's columns: how the text or value of a cell becomes a typed value, and what becomes of a gap. */
import { checkOptions, checkKind, RensaError } from "@rensa/core";
import { readDecimal } from "./decimal.ts";
import { listed, shown } from "./shown.ts";

/**
 * What becomes of a missing value: `"error"` refuses it, `"drop"` leaves the row out, `{ value }` puts one in its place.
 *
 * @example
 * ```ts
 * import type { MissingValue } from "@rensa/data";
 *
 * const zero: MissingValue<number> = { value: 0 };
 * ```
 */
export type MissingValue<V> = "error" | "drop" | { readonly value: V };

/**
 * A type of columns. {@link column} has the usual ones; anything else that has these members will do.
 *
 * @example
 * ```ts
 * import { csv, type ColumnType } from "@rensa/data";
 *
 * const date: ColumnType<Date> = {
 *   expected: "a date",
 *   missing: "error",
 *   read: (value) => {
 *     const read = new Date(String(value));
 *     return Number.isNaN(read.getTime()) ? undefined : read;
 *   },
 * };
 * const days = csv("day\n2026-01-31\n", { columns: { day: date } });
 * ```
 */
export interface ColumnType<V> {
  /** What a cell should be, for errors: `"a number"`. */
  readonly expected: string;
  /**
   * The value of a cell, which is text in CSV and whatever the file says in Parquet; `undefined` where it is none. Parquet
   * is read by columns, so it may be asked for rows that nobody takes.
   */
  readonly read: (value: unknown) => V | undefined;
  /** What becomes of a missing value. */
  readonly missing: MissingValue<V>;
}

/**
 * Columns by name.
 *
 * @example
 * ```ts
 * import { column, type Columns } from "@rensa/data";
 *
 * const columns: Columns = { age: column.number(), name: column.text() };
 * ```
 */
export type Columns = Readonly<Record<string, ColumnType<unknown>>>;

/**
 * The record that a row becomes.
 *
 * @example
 * ```ts
 * import { column, type RecordOf } from "@rensa/data";
 *
 * const columns = { age: column.number(), name: column.text() };
 * const record: RecordOf<typeof columns> = { age: 3, name: "Ada" };
 * ```
 */
export type RecordOf<C> = { readonly [K in keyof C]: C[K] extends ColumnType<infer V> ? V : never };

/** What becomes of what is missing. @inline */
interface Policy<V> {
  /** What becomes of a missing value. Default `"error"`. */
  readonly missing?: MissingValue<V>;
}

function numeric(value: unknown): number | undefined {
  if (typeof value === "string") return finite(readDecimal(value));
  return finite(typeof value === "bigint" ? Number(value) : value);
}

/** A number too large for a double is none. */
function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  ["yes", true],
  ["no", false],
]);

/**
 * The usual types of columns. Each takes what becomes of a missing value.
 *
 * - `number`: finite decimal numbers, such as `-1.5e3`.
 * - `integer`: integers that a JavaScript number holds exactly.
 * - `text`: text as it is.
 * - `boolean`: true or false, 1 or 0, yes or no, in any case.
 * - `category`: one of the given texts, as its position among them; for labels and embeddings.
 *
 * @example
 * ```ts
 * import { column, csv } from "@rensa/data";
 *
 * const people = csv("age,city\n31,Oslo\n,Rome\n", {
 *   columns: { age: column.number({ missing: { value: 0 } }), city: column.category(["Oslo", "Rome"]) },
 * });
 * console.log(await people.collect()); // [{ age: 31, city: 0 }, { age: 0, city: 1 }]
 * ```
 */
export const column = {
  number: (policy: Policy<number> = {}): ColumnType<number> => ({
    expected: "a number",
    read: numeric,
    missing: missingOf(policy),
  }),
  integer: (policy: Policy<number> = {}): ColumnType<number> => ({
    expected: "an integer",
    read: (value) => {
      const number = numeric(value);
      return Number.isSafeInteger(number) ? number : undefined;
    },
    missing: missingOf(policy),
  }),
  text: (policy: Policy<string> = {}): ColumnType<string> => ({
    expected: "a text",
    read: (value) =>
      typeof value === "string"
        ? value
        : typeof value === "number" || typeof value === "bigint"
          ? String(value)
          : undefined,
    missing: missingOf(policy),
  }),
  boolean: (policy: Policy<boolean> = {}): ColumnType<boolean> => ({
    expected: "true or false",
    read: (value) =>
      typeof value === "boolean" ? value : booleans.get(typeof value === "string" ? value.trim().toLowerCase() : ""),
    missing: missingOf(policy),
  }),
  category: (values: readonly string[], policy: Policy<number> = {}): ColumnType<number> => {
    checkKind("column.category: the values", values, "list");
    const positions = new Map(values.map((value, position) => [value, position]));
    return {
      expected: `one of ${listed(values)}`,
      read: (value) => (typeof value === "string" ? positions.get(value) : undefined),
      missing: missingOf(policy),
    };
  },
} as const;

function missingOf<T>(policy: Policy<T>): MissingValue<T> {
  checkOptions("column", policy, ["missing"]);
  return policy.missing ?? "error";
}

/** The texts that count as a missing value in CSV, unless others are given. */
export const missingTexts: readonly string[] = ["", "NA", "N/A", "NaN", "null"];

/** A column of a table, as it is read. */
export interface NamedColumn {
  readonly name: string;
  readonly type: ColumnType<unknown>;
}

/** How a row is read: its columns in order, and which values are missing. */
export interface RowReader {
  readonly columns: readonly NamedColumn[];
  readonly isMissing: (value: unknown) => boolean;
}

/**
 * The record of a row, or `undefined` where the row is left out.
 *
 * @param place - how errors name the row.
 * @throws RensaError `DATA_INVALID`, naming the place and the column.
 */
export function readRow(
  { columns, isMissing }: RowReader,
  cell: (name: string, position: number) => unknown,
  place: () => string,
): Record<string, unknown> | undefined {
  const record: Record<string, unknown> = {};
  let position = 0;
  for (const { name, type } of columns) {
    const value = cell(name, position++);
    if (!isMissing(value)) {
      const read = type.read(value);
      if (read === undefined) throw wrongValue(place(), name, type, value);
      assign(record, name, read);
      continue;
    }
    if (type.missing === "drop") return undefined;
    if (type.missing === "error") throw missingValue(place(), name, type);
    assign(record, name, type.missing.value);
  }
  return record;
}

/** Sets a value of a record, whatever its name. */
function assign(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") record[name] = value;
  else Object.defineProperty(record, name, { value, configurable: true, enumerable: true, writable: true });
}

/** The error of a value that is missing. */
export function missingValue(place: string, name: string, { expected }: ColumnType<unknown>): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${place}, column ${shown(name)} has no value where ${expected} is wanted; correct it, or say ` +
      'what becomes of a missing value: { missing: "drop" } or { missing: { value: ... } }.',
  );
}

/** The error of a value that is none of its column's type. */
export function wrongValue(place: string, name: string, { expected }: ColumnType<unknown>, value: unknown): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${place}, column ${shown(name)} is ${describe(value)} where ${expected} is wanted; correct it, ` +
      "or give the column another type.",
  );
}

function describe(value: unknown): string {
  if (typeof value === "string") return shown(value);
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean"
    ? String(value)
    : typeof value;
}
