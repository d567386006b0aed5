/**
 * The header of a safetensors file, checked so far that its data can be read without a further look: every tensor's
 * bytes are as many as its type says, and together they fill the rest of the file, once.
 */
import { RensaError } from "@rensa/core";
import { fileDTypes, type FileDType } from "./file-dtype.ts";
import { duplicateKey, isNestedDeeper } from "./unique-keys.ts";

/** The longest header that is written, in bytes: the limit of the format's reference implementation. */
export const longestHeader = 100_000_000;

/** Bytes before the header: its length, as an unsigned 64-bit integer. */
export const lengthBytes = 8;

/** The key of the header under which no tensor may stand. */
export const metadataKey = "__metadata__";

/** A tensor as the header tells of it. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  /** Elements. */
  readonly count: number;
  /** Where its bytes begin and end in the file. */
  readonly begin: number;
  readonly end: number;
}

/** What a header says. */
export interface Header {
  /** In the order in which their bytes stand in the file. */
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The error of a file that is not what it should be. */
export function invalid(sentence: string, cause?: unknown): RensaError {
  return new RensaError("FILE_INVALID", `decodeSafetensors: ${sentence}`, { cause });
}

/** What a file says, as a message shows it: shortened. */
export function shown(value: unknown): string {
  const text = JSON.stringify(typeof value === "string" ? value.slice(0, 100) : value);
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}

/** A string that UTF-8 cannot hold: it has half of a surrogate pair. */
export function isIllFormed(text: string): boolean {
  // The second test takes long, and nearly no text has what the first one looks for.
  return /[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text);
}

/** Reads and checks the header, which has so many bytes at most. */
export function readHeader(bytes: Uint8Array, most: number): Header {
  const { text, dataStart } = headerText(bytes, most);
  const header = parse(text);
  const metadata = Object.create(null) as Record<string, string>;
  const entries: HeaderEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (isIllFormed(name)) throw invalid(`the name ${shown(name)} is not text; make the file anew.`);
    if (name === metadataKey) copyMetadata(value, metadata);
    else entries.push(readEntry(name, value, dataStart));
  }
  entries.sort((left, right) => left.begin - right.begin || left.end - right.end);
  checkCoverage(entries, dataStart, bytes.length);
  return { entries, metadata };
}

function headerText(bytes: Uint8Array, most: number): { readonly text: string; readonly dataStart: number } {
  if (bytes.length < lengthBytes) {
    throw invalid(`${String(bytes.length)} bytes are too few for a safetensors file; it is cut off or another format.`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, lengthBytes).getBigUint64(0, true);
  if (length > BigInt(bytes.length - lengthBytes)) {
    throw invalid(
      `the header of ${String(length)} bytes ends past the file of ${String(bytes.length)}; it is cut off or another format.`,
    );
  }
  if (length > BigInt(most)) {
    throw invalid(
      `the header has ${String(length)} bytes, and at most ${String(most)} are read; give a larger \`maximumHeaderBytes\` if you trust it.`,
    );
  }
  const dataStart = lengthBytes + Number(length);
  // A copy, since a decoder of text refuses shared memory in browsers.
  const header = bytes.slice(lengthBytes, dataStart);
  if (header[0] !== 0x7b) throw invalid("the header does not begin with {; it is another format or damaged.");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(header), dataStart };
  } catch (error) {
    throw invalid("the header is not UTF-8; the file is damaged.", error);
  }
}

/** Deeper than anything in a header; a parser takes dozens of bytes for each bracket. */
const deepest = 16;
/** More dimensions than any tensor has. */
const mostDimensions = 64;

function parse(text: string): object {
  if (isNestedDeeper(text, deepest)) throw invalid("the header is nested too deeply; the file is damaged.");
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (error) {
    throw invalid("the header is not JSON; the file is damaged.", error);
  }
  if (!isRecord(header)) throw invalid("the header is not a JSON object; the file is damaged.");
  const twice = duplicateKey(text);
  if (twice !== null) {
    throw invalid(`the key ${shown(twice)} stands twice in the header; it is not clear which one counts.`);
  }
  return header;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copyMetadata(value: unknown, target: Record<string, string>): void {
  if (!isRecord(value)) throw invalid(`${metadataKey} is not an object of strings.`);
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== "string" || isIllFormed(text) || isIllFormed(name)) {
      throw invalid(`the metadata ${shown(name)} is not a string; only strings are allowed.`);
    }
    target[name] = text;
  }
}

function readEntry(name: string, value: unknown, dataStart: number): HeaderEntry {
  const label = `tensor ${shown(name)}`;
  const fields = new Map(isRecord(value) ? Object.entries(value) : []);
  const dtypeName = fields.get("dtype");
  const dtype = typeof dtypeName === "string" ? fileDTypes.get(dtypeName) : undefined;
  if (dtype === undefined) {
    throw invalid(
      `${label}: the dtype ${dtypeName === undefined ? "(none)" : shown(dtypeName)} cannot be read; give one of ${[...fileDTypes.keys()].join(", ")}.`,
    );
  }
  const shape = fields.get("shape");
  if (!isSizes(shape) || shape.length > mostDimensions)
    throw invalid(`${label}: its shape is not a list of at most ${String(mostDimensions)} non-negative integers.`);
  const offsets = fields.get("data_offsets");
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw invalid(`${label}: its data_offsets are not two non-negative integers.`);
  }
  const [begin = 0, end = 0] = offsets;
  const count = elementsOf(label, shape, dtype.bytes);
  if (begin > end || end - begin !== count * dtype.bytes) {
    throw invalid(
      `${label}: ${dtype.name}[${shape.join(",")}] takes ${String(count * dtype.bytes)} bytes, but its data_offsets are [${offsets.join(", ")}].`,
    );
  }
  return { name, dtype, shape: Object.freeze(shape), count, begin: dataStart + begin, end: dataStart + end };
}

function isSizes(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((size) => typeof size === "number" && Number.isSafeInteger(size) && size >= 0 && !Object.is(size, -0))
  );
}

/** The number of elements. It overflows where any product on the way does, also where a later dimension is 0. */
function elementsOf(label: string, shape: readonly number[], bytes: number): number {
  let count = 1;
  for (const size of shape) {
    count *= size;
    if (!Number.isSafeInteger(count * bytes)) throw invalid(`${label}: its shape [${shape.join(",")}] overflows.`);
  }
  return count;
}

function checkCoverage(entries: readonly HeaderEntry[], dataStart: number, fileEnd: number): void {
  let reached = dataStart;
  for (const { name, begin, end } of entries) {
    if (begin !== reached) {
      const kind = begin < reached ? "overlaps with the tensor before it" : "leaves a gap before it";
      throw invalid(
        `tensor ${shown(name)}: its data begins at ${String(begin - dataStart)}, not at ${String(reached - dataStart)}, and ${kind}.`,
      );
    }
    reached = end;
  }
  if (reached !== fileEnd) {
    const last = entries.at(-1);
    const label = last === undefined ? "no tensor" : `the last tensor, ${shown(last.name)},`;
    throw invalid(
      `${label} ends at byte ${String(reached)}, but the file has ${String(fileEnd)}; it is ${reached > fileEnd ? "cut off" : "followed by something else"}.`,
    );
  }
}
