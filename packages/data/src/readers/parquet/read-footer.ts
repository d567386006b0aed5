/** The footer of a Parquet file, read once it was checked. */
import { RensaError } from "@rensa/core";
import type { FileMetaData } from "hyparquet";
import { checkFooter, checkFooterBytes, leavesOf, type Leaf } from "./check-footer.ts";
import type { ParquetFile } from "./file.ts";

const magic = 0x31524150;
const magicBytes = 4;
/** The length of the footer, and the magic number again. */
const tailBytes = 8;

/** A footer becomes objects, which take so many times its bytes. */
const objectsPerByte = 64;

/** What a footer says. */
export interface Footer {
  readonly metadata: FileMetaData;
  readonly leaves: readonly Leaf[];
}

/**
 * Reads and checks a footer.
 *
 * @throws RensaError `FILE_INVALID` where it is damaged, or that of another file.
 */
export async function readFooter(name: string, file: ParquetFile, maximumBytes: number): Promise<Footer> {
  const { byteLength } = file;
  try {
    if (!Number.isSafeInteger(byteLength) || byteLength < 2 * magicBytes + tailBytes)
      throw new Error("it is too short");
    const [head, tail] = await Promise.all([file.slice(0, magicBytes), file.slice(byteLength - tailBytes, byteLength)]);
    const end = new DataView(tail);
    if (new DataView(head).getUint32(0, true) !== magic || end.getUint32(4, true) !== magic) {
      throw new Error("it does not begin and end with PAR1");
    }
    const length = end.getUint32(0, true);
    const start = byteLength - tailBytes - length;
    if (start < magicBytes) throw new Error(`its footer of ${String(length)} bytes is longer than the file`);
    if (length * objectsPerByte > maximumBytes) {
      throw new Error(
        `its footer of ${String(length)} bytes would take more than ${String(maximumBytes)}; give a larger \`maximumBytes\` if you trust it`,
      );
    }
    const footer = new Uint8Array(await file.slice(start, byteLength));
    checkFooterBytes(footer.subarray(0, length));
    const { parquetMetadata } = await import("hyparquet");
    const metadata = parquetMetadata(footer);
    const leaves = leavesOf(metadata.schema);
    checkFooter(metadata, leaves, start);
    return { metadata, leaves };
  } catch (cause) {
    if (cause instanceof RensaError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name} cannot be read as Parquet: ${reason}.`, { cause });
  }
}
