/** Pages decompressed, no larger than they say, with what their compression says of itself compared. */
import { compressors as known } from "hyparquet-compressors";
import { crc32 } from "../crc32.ts";

/** Bytes that the best of each compression makes of one; what a page says beyond cannot be. */
const mostPerByte: Readonly<Record<string, number>> = { SNAPPY: 64, GZIP: 1_100, LZ4: 256, LZ4_RAW: 256 };
const zstdBlock = 131_072;

/** The decompressors, each with bounds; also for the decoder. */
export const compressors: Readonly<Record<string, (input: Uint8Array, length: number) => Uint8Array>> = {
  SNAPPY: (input, length) => run("SNAPPY", input, length),
  GZIP: (input, length) => run("GZIP", input, length),
  BROTLI: (input, length) => run("BROTLI", input, length),
  ZSTD: (input, length) => run("ZSTD", input, length),
  LZ4: (input, length) => run("LZ4", input, length),
  LZ4_RAW: (input, length) => run("LZ4_RAW", input, length),
};

/** The bytes of a page. @throws Error where they are not as many as the page says, or damaged. */
export function decompress(codec: string, input: Uint8Array, length: number): Uint8Array {
  if (codec === "UNCOMPRESSED") {
    if (input.length !== length) throw new Error("a page has two sizes");
    return input;
  }
  const decompressor = compressors[codec];
  if (decompressor === undefined) throw new Error(`its compression ${codec} is not read`);
  return decompressor(input, length);
}

function run(
  codec: "SNAPPY" | "GZIP" | "BROTLI" | "ZSTD" | "LZ4" | "LZ4_RAW",
  input: Uint8Array,
  length: number,
): Uint8Array {
  if (length > input.length * (mostPerByte[codec] ?? Infinity))
    throw new Error(`a page of ${String(input.length)} bytes cannot hold ${String(length)}`);
  if (length === 0) return new Uint8Array();
  if (codec === "SNAPPY" && snappyLength(input) !== length) throw new Error("a page has two sizes");
  if (codec === "ZSTD") checkZstd(input, length);
  if (codec === "LZ4_RAW" && lz4Length(input) !== length) throw new Error("a page has two sizes");
  const output = known[codec]?.(input, length);
  if (output?.length !== length) throw new Error("a page has two sizes");
  if (codec === "GZIP") checkGzip(input, output);
  return output;
}

/** Snappy begins with the length of what it holds. */
function snappyLength(input: Uint8Array): number {
  let length = 0;
  for (let at = 0; at < 5; at++) {
    const byte = input[at] ?? 0;
    length += (byte & 127) * 2 ** (7 * at);
    if (byte < 128) break;
  }
  return length;
}

/** Gzip ends with a checksum and the length of what it holds. */
function checkGzip(input: Uint8Array, output: Uint8Array): void {
  if (input[0] !== 0x1f || input[1] !== 0x8b) return;
  const end = new DataView(input.buffer, input.byteOffset + input.length - 8, 8);
  // With several members, the checksum is of the last one alone.
  if (end.getUint32(4, true) === output.length && end.getUint32(0, true) !== crc32(output)) {
    throw new Error("a page does not have its checksum");
  }
}

/** The length of what a block of LZ4 holds. */
function lz4Length(input: Uint8Array): number {
  let [at, length] = [0, 0];
  const more = (start: number): number => {
    let count = start;
    if (start < 15) return count;
    for (;;) {
      const byte = input[at++] ?? 0;
      count += byte;
      if (byte < 255) return count;
    }
  };
  while (at < input.length) {
    const token = input[at++] ?? 0;
    const literals = more(token >> 4);
    at += literals;
    length += literals;
    if (at > input.length) throw new Error("a page is cut off");
    if (at === input.length) return length;
    at += 2;
    length += more(token & 15) + 4;
  }
  return length;
}

/** Frames of Zstandard say how large they are; where one does not, its blocks may not be many more than it takes. */
function checkZstd(input: Uint8Array, length: number): void {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) throw new Error("a page is not of Zstandard");
  const flags = input[4] ?? 0;
  const isSingle = (flags & 32) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  let at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][flags & 3] ?? 0);
  if (at + sizeBytes > input.length) throw new Error("a page is cut off");
  const sizes = [-1, input[at] ?? 0, sizeBytes === 2 ? view.getUint16(at, true) + 256 : 0];
  const size =
    sizeBytes === 8
      ? Number(view.getBigUint64(at, true))
      : sizeBytes === 4
        ? view.getUint32(at, true)
        : (sizes[sizeBytes] ?? 0);
  if (sizeBytes > 0 && size !== length) throw new Error("a page has two sizes");
  const window = input[5] ?? 0;
  const windowSize = isSingle ? 0 : 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  if (sizeBytes === 0 && windowSize > 2 ** 27) throw new Error("a page asks for too much memory");
  at += sizeBytes;
  let most = 0;
  for (let isLast = false; !isLast;) {
    if (at + 3 > input.length) throw new Error("a page is cut off");
    const head = (input[at] ?? 0) + (input[at + 1] ?? 0) * 256 + (input[at + 2] ?? 0) * 65_536;
    isLast = (head & 1) === 1;
    const kind = (head >> 1) & 3;
    const own = head >> 3;
    most += kind < 2 ? own : zstdBlock;
    at += 3 + (kind === 1 ? 1 : own);
    if (most > 8 * length + 8 * zstdBlock) throw new Error("a page is larger than it says");
  }
}
