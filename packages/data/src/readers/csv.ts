/** Reads CSV as a stream of typed records. */
import { checkOptions, RensaError } from "@rensa/core";
import { checkCount } from "../from-arrays.ts";
import { DataStream } from "../stream/data-stream.ts";
import { Chunked } from "../stream/chunked.ts";
import type { SourcePass } from "../stream/source.ts";
import { missingTexts, readRow, column, type Columns, type RecordOf, type RowReader } from "./column.ts";
import { csvOptionNames } from "./csv-option-names.ts";
import { checkFormat, CsvParser, type CsvFormat, type ParsedRecord } from "./csv-parser.ts";
import { listed, shown } from "./shown.ts";
import {
  checkSource,
  maximumLengthOf,
  textPieces,
  totalBytes,
  type ReadOptions,
  type TextSource,
} from "./text-chunks.ts";

/**
 * The options of {@link csv}.
 *
 * @example
 * ```ts
 * import type { CsvOptions } from "@rensa/data";
 *
 * const german: CsvOptions = { delimiter: ";", missing: ["", "k. A."] };
 * ```
 */
export interface CsvOptions<C extends Columns = Columns> extends ReadOptions {
  /** The columns to read, with their types. Default: all, as texts. */
  readonly columns?: C;
  /** Whether the first record names the columns. Otherwise `columns` names them, in order. Default `true`. */
  readonly header?: boolean;
  /** Between two fields. Default `","`. */
  readonly delimiter?: string;
  /** Around fields that contain delimiters, line ends or quotes; `null` for none. Default `"`. */
  readonly quote?: string | null;
  /** What starts a comment. Default: there are none. */
  readonly comment?: string;
  /** A header or record of more fields is an error, since each costs a hundred times its bytes. Default 100,000. */
  readonly maximumColumns?: number;
  /** The texts that count as a missing value. Default: empty, `NA`, `N/A`, `NaN`, `null`. */
  readonly missing?: readonly string[];
}

/**
 * The records of CSV (RFC 4180) as a stream, each column read as its type. Errors name the line, on which the record
 * ends, and the column.
 *
 * @param source - Bytes or text: an iterable, a stream, or a function that makes one.
 *
 * @throws RensaError `DATA_INVALID` where there is neither a header nor `columns`, or an option is not what it
 *   should be;
 * when it is read, where a column is missing, a record has too few or too many fields, more than `maximumColumns`, is longer
 * than `maximumLength`, a value does not have the column's type, a value is missing where that is an error, quotes do not match, or the text is
 * not UTF-8.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the source throws.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { column, csv } from "@rensa/data";
 *
 * const text = "name,age,city\nAda,36,London\nAlan,,London\n";
 * const people = csv(text, { columns: { age: column.number({ missing: "drop" }), name: column.text() } });
 * for await (const { name, age } of people) console.log(name, age); // "Ada" 36
 * ```
 */
export function csv<C extends Columns>(
  source: TextSource,
  options: CsvOptions<C> & { readonly columns: C },
): DataStream<RecordOf<C>>;
export function csv(
  source: TextSource,
  options?: CsvOptions & { readonly columns?: never },
): DataStream<Readonly<Record<string, string>>>;
export function csv(source: TextSource, options: CsvOptions = {}): DataStream<unknown> {
  checkSource("csv", source);
  checkOptions("csv", options, csvOptionNames);
  const { name = "csv", header = true, columns } = options;
  if (!header && columns === undefined) {
    throw new RensaError("DATA_INVALID", `${name}: without a header, give the columns in their order.`);
  }
  const { delimiter = ",", quote = '"', comment, maximumColumns = 100_000 } = options;
  checkCount(`${name}: maximumColumns`, maximumColumns);
  const format = { delimiter, quote, comment, maximumLength: maximumLengthOf(name, options), maximumColumns };
  checkFormat(name, format);
  return DataStream.from((pass: SourcePass) => new Chunked(readCsv(source, name, format, options, pass)), { name });
}

async function* readCsv(
  source: TextSource,
  name: string,
  format: CsvFormat,
  options: CsvOptions,
  pass: SourcePass,
): AsyncGenerator<Iterable<Record<string, unknown>>, undefined> {
  const { header = true, columns, onProgress } = options;
  const parser = new CsvParser(name, format);
  const rows = rowMaker(name, options, header ? undefined : Object.keys(columns ?? {}));
  const total = onProgress === undefined ? undefined : totalBytes(source, options);
  const told = { rows: 0, bytes: 0 };
  const report = (): void => onProgress?.({ ...told, total });
  const recordsOf = function* (parsed: readonly ParsedRecord[]): Generator<Record<string, unknown>, undefined> {
    for (const each of parsed) {
      const record = rows(each);
      if (record === undefined) continue;
      told.rows++;
      yield record;
    }
    return undefined;
  };
  for await (const { text, bytes } of textPieces(name, source, pass)) {
    yield recordsOf(parser.push(text));
    told.bytes = bytes;
    report();
  }
  const before = told.rows;
  yield recordsOf(parser.finish());
  if (told.rows > before) report();
  return undefined;
}

/** What every column is where none is named. */
const plainText = column.text();

/** A function that makes records of what was parsed; the first is the header, where no names are given. */
function rowMaker(
  name: string,
  { columns, missing = missingTexts }: CsvOptions,
  given: readonly string[] | undefined,
): (parsed: ParsedRecord) => Record<string, unknown> | undefined {
  // Texts that are all wanted as they are have no gaps.
  const isMissing = columns === undefined ? (): boolean => false : gapTest(missing);
  const state: { names?: readonly string[]; reader?: RowReader; positions?: readonly number[] } = {};
  const start = (names: readonly string[], place: string): void => {
    const wanted = columns === undefined ? names.map((each) => [each, plainText] as const) : Object.entries(columns);
    const found = new Map<string, number>();
    for (const [position, each] of names.entries()) {
      if (found.has(each)) {
        throw new RensaError("DATA_INVALID", `${place}: two columns are named ${shown(each)}; give each its own name.`);
      }
      found.set(each, position);
    }
    state.names = names;
    state.positions = wanted.map(([each]) => {
      const position = found.get(each);
      if (position !== undefined) return position;
      throw new RensaError("DATA_INVALID", `${place}: there is no column ${shown(each)}; there are ${listed(names)}.`);
    });
    state.reader = { columns: wanted.map(([each, type]) => ({ name: each, type })), isMissing };
  };
  if (given !== undefined) start(given, name);
  return ({ fields, line }) => {
    const place = (): string => `${name}, line ${String(line)}`;
    const { names, positions, reader } = state;
    if (names === undefined || positions === undefined || reader === undefined) {
      start(
        fields.map((field) => field.trim()),
        place(),
      );
      return undefined;
    }
    if (fields.length !== names.length) {
      throw new RensaError(
        "DATA_INVALID",
        `${place()} has ${String(fields.length)} fields, but there are ${String(names.length)} columns; correct the line, ` +
          "or give another delimiter.",
      );
    }
    return readRow(reader, (_, position) => fields[positions[position] ?? 0], place);
  };
}

/** A function that knows the texts which stand for no value; spaces around them do not count. */
function gapTest(missing: readonly string[]): (value: unknown) => boolean {
  const gaps = new Set(missing);
  // Most cells are numbers, and where no number is a gap, they need not be looked up.
  const isLikeNumber = (text: string): boolean => /^\s*[\d-]/.test(text);
  const mayBeNumbers = missing.some(isLikeNumber);
  return (value) => {
    const text = String(value);
    const first = text.charCodeAt(0);
    if (!mayBeNumbers && ((first >= 48 && first <= 57) || first === 45)) return false;
    return gaps.has(text.trim());
  };
}
