/** The pages of a column in a row group, checked before they are decoded. */
import { crc32 } from "../crc32.ts";
import type { Leaf } from "./check-footer.ts";
import { checkValues } from "./check-values.ts";
import { decompress } from "./decompress.ts";
import type { NumberPages } from "./number-pages.ts";
import { walkRuns } from "./runs.ts";
import { ThriftReader, type ThriftStruct } from "./thrift.ts";

/** What the footer says of the column, and what is left of the memory that the row group may take. */
export interface PageContext {
  readonly leaf: Leaf;
  readonly codec: string;
  readonly values: number;
  readonly rows: number;
  readonly encodings: readonly string[];
  readonly budget: Budget;
  /** What takes the values, where they are decoded while they are checked. */
  readonly numbers?: NumberPages | undefined;
}

/** Bytes that may still be taken. */
export class Budget {
  #left: number;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  get left(): number {
    return this.#left;
  }

  /** @throws Error where too many are taken. */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) {
      throw new Error(
        `it would take more than ${String(this.#most)} bytes; give a larger \`maximumBytes\` if you trust it`,
      );
    }
  }
}

const encodings = ["PLAIN", "GROUP_VAR_INT", "PLAIN_DICTIONARY", "RLE", "BIT_PACKED", "DELTA_BINARY_PACKED"].concat([
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT",
]);
const rle = 3;

/** Bytes of a value once it is decoded: a number of a list, or an object that holds bytes. */
const numberBytes = 16;
const objectBytes = 160;

interface Page {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly header: ThriftStruct;
}

/** Checks all pages of a column's part of the file. @throws Error with what is wrong. */
export function checkPages(bytes: Uint8Array, context: PageContext): void {
  const seen = { values: 0, rows: 0, dictionary: undefined as number | undefined };
  for (let at = 0; at < bytes.length;) {
    const reader = new ThriftReader(bytes, at);
    const header = reader.struct();
    const [kind, size, stored, crc] = [1, 2, 3, 4].map((field) => header.get(field));
    if (typeof kind !== "number" || !isSize(size) || !isSize(stored))
      throw new Error("the header of a page is damaged");
    at = reader.at + stored;
    if (at > bytes.length) throw new Error("a page is longer than its column");
    const page: Page = { bytes: bytes.subarray(reader.at, at), size, header };
    if (crc !== undefined && (typeof crc !== "number" || crc >>> 0 !== crc32(page.bytes))) {
      throw new Error("a page does not have its checksum");
    }
    context.budget.take(size);
    if (kind === 2) {
      if (seen.dictionary !== undefined || seen.values > 0) throw new Error("it has two dictionaries");
      seen.dictionary = checkDictionary(page, context);
      continue;
    }
    const { values, rows } =
      kind === 0
        ? checkPage(page, context, seen.dictionary)
        : kind === 3
          ? checkPage2(page, context, seen.dictionary)
          : unknown(kind);
    seen.values += values;
    seen.rows += rows;
  }
  if (seen.values !== context.values || seen.rows !== context.rows) {
    throw new Error(
      `its pages have ${String(seen.values)} values of ${String(seen.rows)} rows, not ${String(context.values)} of ${String(context.rows)}`,
    );
  }
}

function unknown(kind: number): never {
  throw new Error(`it has a page of the kind ${String(kind)}, which is not read`);
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

/** A part of a page's header. */
function part(
  { header }: Page,
  field: number,
): { readonly count: (field: number) => number; readonly get: ThriftStruct["get"] } {
  const found = header.get(field);
  if (!(found instanceof Map)) throw new Error("the header of a page is damaged");
  const fields: ThriftStruct = found;
  const count = (own: number): number => {
    const value = fields.get(own);
    if (!isSize(value)) throw new Error("the header of a page is damaged");
    return value;
  };
  return { count, get: (own) => fields.get(own) };
}

function encodingOf(number: number, { encodings: declared }: PageContext): string {
  const encoding = encodings[number] ?? String(number);
  // Two names of one encoding are used for each other.
  const isDeclared = encoding.endsWith("_DICTIONARY")
    ? declared.some((each) => each.endsWith("_DICTIONARY"))
    : declared.includes(encoding);
  if (!isDeclared) throw new Error(`a page has the encoding ${encoding}, which its column does not declare`);
  return encoding;
}

function checkDictionary(page: Page, context: PageContext): number {
  const header = part(page, 7);
  const count = header.count(1);
  const encoding = header.count(2);
  if (encoding !== 0 && encoding !== 2) throw new Error("its dictionary is not plain");
  const { element } = context.leaf;
  const isObject = element.type === "BYTE_ARRAY" || element.type === "FIXED_LEN_BYTE_ARRAY";
  context.budget.take(count * (isObject ? objectBytes : numberBytes));
  const bytes = decompress(context.codec, page.bytes, page.size);
  check(bytes, count, "PLAIN", context, undefined);
  context.numbers?.readDictionary(bytes);
  return count;
}

function check(
  bytes: Uint8Array,
  count: number,
  encoding: string,
  { leaf, budget }: PageContext,
  dictionary: number | undefined,
  positions?: Int32Array,
): void {
  const { type = "", type_length: length, converted_type: converted } = leaf.element;
  const isDecimal = converted === "DECIMAL";
  budget.take(
    checkValues(bytes, { type, length, count, encoding, dictionary, most: budget.left, isDecimal, positions }),
  );
}

/** Checks the values of a page, and decodes them where that is wanted. */
function readValues(
  bytes: Uint8Array,
  defined: number,
  encoding: string,
  context: PageContext,
  dictionary: number | undefined,
  levels: Int32Array | undefined,
): void {
  const isPicked = context.numbers !== undefined && encoding.endsWith("_DICTIONARY");
  const positions = isPicked ? new Int32Array(defined) : undefined;
  check(bytes, defined, encoding, context, dictionary, positions);
  context.numbers?.readPage(bytes, positions, levels !== undefined && defined < levels.length ? levels : undefined);
}

/** Takes what the values of a page will be once they are decoded. */
function takeValues(count: number, encoding: string, { leaf, budget }: PageContext): void {
  const isBytes = leaf.element.type === "BYTE_ARRAY" || leaf.element.type === "FIXED_LEN_BYTE_ARRAY";
  const isObject = isBytes && !encoding.endsWith("_DICTIONARY");
  // Levels are lists of numbers too.
  const levels = Math.min(leaf.repetitions, 1) + Math.min(leaf.definitions, 1);
  budget.take(count * ((isObject ? objectBytes : numberBytes) + levels * numberBytes));
}

function checkPage(page: Page, context: PageContext, dictionary: number | undefined) {
  const header = part(page, 5);
  const count = header.count(1);
  const encoding = encodingOf(header.count(2), context);
  const { leaf } = context;
  takeValues(count, encoding, context);
  const bytes = decompress(context.codec, page.bytes, page.size);
  let [at, rows, defined] = [0, count, count];
  const definitions = definitionsOf(count, context);
  const level = (most: number, coding: number, wanted: number, into?: Int32Array): number => {
    if (header.count(coding) !== rle) throw new Error("its levels have an encoding that is not read");
    if (at + 4 > bytes.length) throw new Error("its levels are cut off");
    const stop = at + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
    const matches = levels(bytes, at + 4, stop, most, count, wanted, into);
    at = stop;
    return matches;
  };
  if (leaf.repetitions > 0) rows = level(leaf.repetitions, 4, 0);
  if (leaf.definitions > 0) defined = level(leaf.definitions, 3, leaf.definitions, definitions);
  readValues(bytes.subarray(at), defined, encoding, context, dictionary, definitions);
  return { values: count, rows };
}

function checkPage2(page: Page, context: PageContext, dictionary: number | undefined) {
  const header = part(page, 8);
  const [count, nulls, rows, definitionBytes, repetitionBytes] = [1, 2, 3, 5, 6].map(header.count) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const encoding = encodingOf(header.count(4), context);
  const { leaf } = context;
  takeValues(count, encoding, context);
  const start = repetitionBytes + definitionBytes;
  if (start > page.bytes.length || start > page.size) throw new Error("its levels are cut off");
  let [found, defined] = [count, count];
  const definitions = definitionsOf(count, context);
  if (leaf.repetitions > 0) found = levels(page.bytes, 0, repetitionBytes, leaf.repetitions, count, 0);
  else if (repetitionBytes > 0) throw new Error("it has levels that its schema does not");
  if (leaf.definitions > 0)
    defined = levels(page.bytes, repetitionBytes, start, leaf.definitions, count, leaf.definitions, definitions);
  else if (definitionBytes > 0) throw new Error("it has levels that its schema does not");
  if (found !== rows || count - defined !== nulls) throw new Error("its levels do not agree with its header");
  const stored = page.bytes.subarray(start);
  const codec = header.get(7) === false ? "UNCOMPRESSED" : context.codec;
  readValues(decompress(codec, stored, page.size - start), defined, encoding, context, dictionary, definitions);
  return { values: count, rows };
}

/** Where levels are written that say which numbers are missing. */
function definitionsOf(count: number, { numbers, leaf }: PageContext): Int32Array | undefined {
  return numbers !== undefined && leaf.definitions > 0 ? new Int32Array(count) : undefined;
}

/** Checks levels from 0 to `most` between two places, and counts those that are wanted. */
function levels(
  bytes: Uint8Array,
  start: number,
  stop: number,
  most: number,
  count: number,
  wanted: number,
  into?: Int32Array,
): number {
  if (stop > bytes.length) throw new Error("its levels are cut off");
  const { largest, matches } = walkRuns(bytes, start, stop, 32 - Math.clz32(most), count, wanted, into);
  if (largest > most) throw new Error("a level is deeper than its schema");
  return matches;
}
