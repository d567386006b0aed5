/** The values of a page, walked over before they are decoded: the page holds as many as it says, and nothing else. */
import { checkDeltaLengths, checkDeltaStrings, walkDeltas } from "./deltas.ts";
import { walkRuns } from "./runs.ts";

/** What is known of the values. */
export interface Values {
  readonly type: string;
  /** Bytes of a value of fixed length. */
  readonly length: number | undefined;
  readonly count: number;
  readonly encoding: string;
  /** Entries of the dictionary; `undefined` where there is none. */
  readonly dictionary: number | undefined;
  /** The most bytes that they may take. */
  readonly most: number;
  readonly isDecimal: boolean;
  /** Where their positions in the dictionary are written, if anybody wants them. */
  readonly positions?: Int32Array | undefined;
}

const widths: ReadonlyMap<string, number> = new Map([
  ["INT32", 4],
  ["INT64", 8],
  ["INT96", 12],
  ["FLOAT", 4],
  ["DOUBLE", 8],
]);

/** Decimals are turned into numbers digit by digit, in a time that grows with the square of their length. */
const longestDecimal = 256;

/** Checks the values of a page. Gives the bytes that they take beyond those of the page. @throws Error. */
export function checkValues(bytes: Uint8Array, values: Values): number {
  const { encoding, type, count } = values;
  switch (encoding) {
    case "PLAIN":
      checkPlain(bytes, values);
      return 0;
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      checkPositions(bytes, values);
      return 0;
    case "RLE": {
      if (type !== "BOOLEAN") throw wrong(encoding, type);
      if (bytes.length < 4) throw new Error("its runs are cut off");
      const stop = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      if (stop !== bytes.length) throw new Error("its values do not fill the page");
      walkRuns(bytes, 4, stop, 1, count, 0);
      return 0;
    }
    case "DELTA_BINARY_PACKED": {
      if (type !== "INT32" && type !== "INT64") throw wrong(encoding, type);
      const { end } = walkDeltas(bytes, 0, count, type === "INT64");
      if (end !== bytes.length) throw new Error("its values do not fill the page");
      return 0;
    }
    case "DELTA_LENGTH_BYTE_ARRAY":
      if (type !== "BYTE_ARRAY" || values.isDecimal) throw wrong(encoding, type);
      checkDeltaLengths(bytes, count);
      return 0;
    case "DELTA_BYTE_ARRAY":
      if ((type !== "BYTE_ARRAY" && type !== "FIXED_LEN_BYTE_ARRAY") || values.isDecimal) throw wrong(encoding, type);
      return checkDeltaStrings(bytes, count, values.most);
    case "BYTE_STREAM_SPLIT":
      if (type === "BOOLEAN" || type === "BYTE_ARRAY" || type === "INT96") throw wrong(encoding, type);
      if (bytes.length !== count * fixedLength(values)) throw new Error("its values do not fill the page");
      return bytes.length;
    default:
      throw new Error(`it has the encoding ${encoding}, which is not known`);
  }
}

function wrong(encoding: string, type: string): Error {
  return new Error(`values of ${type} have the encoding ${encoding}, which is not read`);
}

function fixedLength({ type, length }: Values): number {
  const width = type === "FIXED_LEN_BYTE_ARRAY" ? length : widths.get(type);
  if (width === undefined || !(width > 0)) throw new Error(`values of ${type} have no valid length`);
  return width;
}

function checkPlain(bytes: Uint8Array, values: Values): void {
  const { type, count, isDecimal } = values;
  if (type === "BYTE_ARRAY") {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (let index = 0; index < count; index++) {
      if (at + 4 > bytes.length) throw new Error("its values are cut off");
      const length = view.getUint32(at, true);
      at += 4 + length;
      if (at > bytes.length) throw new Error("a value is longer than the page");
      if (isDecimal && length > longestDecimal) throw new Error("a decimal is longer than any number");
    }
    if (at !== bytes.length) throw new Error("its values do not fill the page");
    return;
  }
  const width = type === "BOOLEAN" ? 1 / 8 : fixedLength(values);
  if (isDecimal && width > longestDecimal) throw new Error("a decimal is longer than any number");
  if (bytes.length !== Math.ceil(count * width)) throw new Error("its values do not fill the page");
}

function checkPositions(bytes: Uint8Array, { type, count, dictionary, positions }: Values): void {
  if (dictionary === undefined || type === "BOOLEAN") throw new Error("its dictionary is missing");
  const width = bytes[0];
  if (width === undefined) throw new Error("its values are cut off");
  const { largest } = walkRuns(bytes, 1, bytes.length, width, count, 0, positions);
  if (count > 0 && largest >= dictionary) {
    throw new Error(`a value is entry ${String(largest)} of a dictionary of ${String(dictionary)}`);
  }
}
