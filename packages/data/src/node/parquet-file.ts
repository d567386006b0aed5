/** Parquet in files. */
import { checkOptions } from "@rensa/core";
import { open } from "node:fs/promises";
import type { Columns, RecordOf } from "../readers/column.ts";
import type { ParquetFile } from "../readers/parquet/file.ts";
import { parquet, type ParquetOptions } from "../readers/parquet/parquet.ts";
import type { DataStream } from "../stream/data-stream.ts";
import { fileSize, unreadable } from "./read-file.ts";

/**
 * The records of a Parquet file as a stream; see {@link parquet} for the options and the errors, which name the file.
 * Only what is wanted is read from the disk, a row group at a time.
 *
 * @param path - Where the file or folder is.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where there is no such file.
 *
 * @example
 * ```ts
 * import { column, Dataset } from "@rensa/data";
 * import { parquetFile } from "@rensa/data/node";
 * import type { RensaError } from "@rensa/core";
 *
 * const flats = async (path: string) => {
 *   const rows = await parquetFile(path, { columns: { size: column.number(), rent: column.number() } });
 *   return Dataset.fromRecords(await rows.collect(), { inputs: ({ size }) => size, targets: ({ rent }) => rent });
 * };
 * const path = "flats.parquet"; // where there is none
 * console.log(await flats(path).catch(({ code }: RensaError) => code)); // "DATA_SOURCE_FAILED"
 * ```
 */
export async function parquetFile<C extends Columns>(
  path: string,
  options: ParquetOptions<C> & { readonly columns: C },
): Promise<DataStream<RecordOf<C>>>;
export async function parquetFile(
  path: string,
  options?: ParquetOptions & { readonly columns?: never },
): Promise<DataStream<Readonly<Record<string, unknown>>>>;
export async function parquetFile(path: string, options: ParquetOptions = {}): Promise<DataStream<unknown>> {
  checkOptions("parquetFile", options, [
    "columns",
    "maximumBytes",
    "maximumColumns",
    "maximumRows",
    "name",
    "onProgress",
    "bytes",
  ]);
  const byteLength = await fileSize(path);
  const file: ParquetFile = { byteLength, slice: (start, end = byteLength) => readPart(path, start, end) };
  const { columns, ...others } = { name: path, ...options };
  return columns === undefined ? parquet(file, others) : parquet(file, { ...others, columns });
}

/** The file is opened for each part, so that nothing is left open between them. */
async function readPart(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const part = new Uint8Array(end - start);
  try {
    const file = await open(path, "r");
    try {
      let filled = 0;
      while (filled < part.length) {
        const { bytesRead } = await file.read(part, filled, part.length - filled, start + filled);
        if (bytesRead === 0) throw new Error(`it ends at byte ${String(start + filled)}, before byte ${String(end)}.`);
        filled += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return part.buffer;
}
