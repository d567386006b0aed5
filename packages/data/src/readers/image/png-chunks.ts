/** The chunks of a PNG file, each compared with its checksum (W3C PNG specification, third edition, chapter 5). */
import { crc32 } from "../crc32.ts";

/** What is read of a file. */
export interface PngChunks {
  readonly header: Uint8Array;
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
  /** The parts of the compressed pixels, in order. */
  readonly pixels: readonly Uint8Array[];
}

/** The first bytes of every PNG file. */
export const pngSignature: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The chunks that a picture is made of. @throws Error where one is damaged, missing, doubled or not known. */
export function pngChunks(bytes: Uint8Array): PngChunks {
  if (pngSignature.some((byte, at) => bytes[at] !== byte)) throw new Error("its first 8 bytes are not those of PNG");
  const found = new Map<string, Uint8Array>();
  const pixels: Uint8Array[] = [];
  let before = "";
  for (let at = pngSignature.length; before !== "IEND";) {
    const { type, data, end } = chunkAt(bytes, at);
    if ((at === pngSignature.length) !== (type === "IHDR")) throw new Error("it does not begin with one header");
    if (type === "IDAT") {
      if (pixels.length > 0 && before !== "IDAT") throw new Error("its pixels are interrupted by something else");
      pixels.push(data);
    } else if (isCritical(type) || type === "tRNS") {
      if (found.has(type)) throw new Error(`it has ${type} twice`);
      if (!known.has(type)) throw new Error(`it needs ${JSON.stringify(type)}, which is not known`);
      if (type !== "IEND" && pixels.length > 0) throw new Error(`${type} comes after the pixels`);
      found.set(type, data);
    }
    before = type;
    at = end;
  }
  if (found.get("IEND")?.length !== 0) throw new Error("its end has data");
  const header = found.get("IHDR");
  if (header?.length !== 13) throw new Error("its header does not have 13 bytes");
  return { header, palette: found.get("PLTE"), transparency: found.get("tRNS"), pixels };
}

const known: ReadonlySet<string> = new Set(["IHDR", "PLTE", "tRNS", "IEND"]);

/** Nobody may pass over a chunk whose name begins with a capital. */
function isCritical(type: string): boolean {
  return type < "a";
}

function chunkAt(
  bytes: Uint8Array,
  at: number,
): { readonly type: string; readonly data: Uint8Array; readonly end: number } {
  if (at + 12 > bytes.length) throw new Error("it is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(at);
  const dataEnd = at + 8 + length;
  if (dataEnd + 4 > bytes.length) throw new Error("it is cut off");
  const type = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0, bytes[at + 6] ?? 0, bytes[at + 7] ?? 0);
  if (crc32(bytes.subarray(at + 4, dataEnd)) !== view.getUint32(dataEnd)) {
    throw new Error(`the chunk at byte ${String(at)} does not have its checksum`);
  }
  return { type, data: bytes.subarray(at + 8, dataEnd), end: dataEnd + 4 };
}
