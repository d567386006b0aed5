/** Where a Parquet file is read from. */
import { checkParts, RensaError } from "@rensa/core";
import type { FileMetaData } from "hyparquet";
import type { Leaf } from "./check-footer.ts";

/**
 * A file of which parts can be read, such as one behind range requests.
 *
 * @example
 * ```ts
 * import type { ParquetFile } from "@rensa/data";
 *
 * const served = (url: string, byteLength: number): ParquetFile => ({
 *   byteLength,
 *   slice: async (start, end = byteLength) =>
 *     (await fetch(url, { headers: { range: `bytes=${String(start)}-${String(end - 1)}` } })).arrayBuffer(),
 * });
 * ```
 */
export interface ParquetFile {
  readonly byteLength: number;
  /**
   * The bytes from `start` up to, not including, `end`.
   *
   * @param start - The first byte.
   * @param end - The byte after the last one.
   */
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** A file that was opened. */
export interface OpenedFile {
  readonly name: string;
  readonly file: ParquetFile;
  readonly metadata: FileMetaData;
  readonly leaves: readonly Leaf[];
  readonly maximumBytes: number;
}

/** Anything that holds a file. */
export function fileOf(source: ArrayBuffer | Uint8Array | Blob | ParquetFile): ParquetFile {
  if (source instanceof Blob) {
    return { byteLength: source.size, slice: (start, end) => source.slice(start, end).arrayBuffer() };
  }
  if (source instanceof Uint8Array) {
    return {
      byteLength: source.byteLength,
      slice: (start, end) => Uint8Array.from(source.subarray(start, end)).buffer,
    };
  }
  checkParts("parquet: the file", source, "byteLength", "slice");
  return source;
}

/** A file whose errors are told as those of a source, and which gives as many bytes as it is asked for. */
export function toldFile(name: string, file: ParquetFile): ParquetFile {
  const { byteLength } = file;
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      try {
        const part = await file.slice(start, end);
        if (part.byteLength === end - start) return part;
        throw new Error(`it gave ${String(part.byteLength)} bytes where ${String(end - start)} were asked for.`);
      } catch (cause) {
        if (cause instanceof RensaError) throw cause;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new RensaError("DATA_SOURCE_FAILED", `${name} cannot be read: ${reason}`, { cause });
      }
    },
  };
}
