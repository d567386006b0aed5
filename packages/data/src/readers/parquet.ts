/** Reads Parquet as a stream of typed records, one row group after another, with hyparquet. */
import { RensaError } from "@rensa/core";
import type { FileMetaData } from "hyparquet";
import { DataStream } from "../stream/data-stream.ts";
import type { SourcePass } from "../stream/source.ts";
import { readRow, type Columns, type RecordOf } from "./column.ts";
import type { ReadOptions } from "./text-chunks.ts";

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
  /** The bytes from `start` up to, not including, `end`. */
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/**
 * The options of {@link parquet}.
 *
 * @example
 * ```ts
 * import { column, type ParquetOptions } from "@rensa/data";
 *
 * const options: ParquetOptions = { columns: { price: column.number(), area: column.number({ missing: "drop" }) } };
 * ```
 */
export interface ParquetOptions<C extends Columns = Columns> extends ReadOptions {
  /** The columns to read, with their types; no others are read from the file. Default: all, as they are stored. */
  readonly columns?: C;
}

/**
 * The records of a Parquet file as a stream. Only the row groups and columns that are wanted are read; a pass that starts
 * later reads from its row group on. All compressions of the format but LZO are known.
 *
 * @throws RensaError `FILE_INVALID` where it is no Parquet file.
 * @throws RensaError `DATA_INVALID` where a column is missing; when it is read, where a value does not have the column's
 * type, or is missing where that is an error, naming the row and the column.
 * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the file cannot be read.
 *
 * @example
 * ```ts
 * import { column, parquet } from "@rensa/data";
 *
 * const meanPrice = async (file: File): Promise<number> => {
 *   const flats = await parquet(file, { columns: { price: column.number() } });
 *   let sum = 0;
 *   for await (const { price } of flats) sum += price;
 *   return sum / (flats.size ?? 1);
 * };
 * ```
 */
export async function parquet<C extends Columns>(
  source: ArrayBuffer | Uint8Array | Blob | ParquetFile,
  options: ParquetOptions<C> & { readonly columns: C },
): Promise<DataStream<RecordOf<C>>>;
export async function parquet(
  source: ArrayBuffer | Uint8Array | Blob | ParquetFile,
  options?: ParquetOptions & { readonly columns?: never },
): Promise<DataStream<Readonly<Record<string, unknown>>>>;
export async function parquet(
  source: ArrayBuffer | Uint8Array | Blob | ParquetFile,
  options: ParquetOptions = {},
): Promise<DataStream<unknown>> {
  const { name = "parquet", columns } = options;
  const file = fileOf(source);
  const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  let metadata: FileMetaData;
  try {
    metadata = await parquetMetadataAsync(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name} cannot be read as Parquet: ${reason}.`, { cause });
  }
  const found = parquetSchema(metadata).children.map(({ element }) => element.name);
  for (const wanted of Object.keys(columns ?? {})) {
    if (found.includes(wanted)) continue;
    throw new RensaError(
      "DATA_INVALID",
      `${name}: there is no column ${JSON.stringify(wanted)}; there are ${found.map((each) => JSON.stringify(each)).join(", ")}.`,
    );
  }
  const complete = Object.values(columns ?? {}).every(({ missing }) => missing !== "drop");
  return DataStream.from((pass: SourcePass) => readGroups(file, metadata, name, options, pass), {
    name,
    // Where rows are dropped, nobody knows how many there will be, nor which one is the thousandth.
    ...(complete ? { size: Number(metadata.num_rows), seekable: true } : {}),
  });
}

async function* readGroups(
  file: ParquetFile,
  metadata: FileMetaData,
  name: string,
  { columns, onProgress }: ParquetOptions,
  { start, signal }: SourcePass,
): AsyncGenerator<Record<string, unknown>, undefined> {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const names = columns === undefined ? undefined : Object.keys(columns);
  const reader = {
    columns: Object.entries(columns ?? {}),
    isMissing: (value: unknown) => value === null || value === undefined || Number.isNaN(value),
  };
  const sizes = metadata.row_groups.map((group) => groupBytes(group, names));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let first = 0;
  let bytes = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const end = first + Number(group.num_rows);
    bytes += sizes[index] ?? 0;
    if (end > start && end > first) {
      signal?.throwIfAborted();
      const rowStart = Math.max(start, first);
      const request = { file, metadata, rowStart, rowEnd: end, compressors };
      const rows = await parquetReadObjects(names === undefined ? request : { ...request, columns: names });
      for (const [position, row] of rows.entries()) {
        const place = `${name}, row ${String(rowStart + position)}`;
        const record = names === undefined ? row : readRow(reader, (each) => row[each] as unknown, place);
        if (record !== undefined) yield record;
      }
      onProgress?.({ rows: end, bytes, total });
    }
    first = end;
  }
  return undefined;
}

function groupBytes({ columns }: FileMetaData["row_groups"][number], names: readonly string[] | undefined): number {
  return columns.reduce((sum, { meta_data: data }) => {
    const read = data !== undefined && (names === undefined || names.includes(data.path_in_schema[0] ?? ""));
    return read ? sum + Number(data.total_compressed_size) : sum;
  }, 0);
}

function fileOf(source: ArrayBuffer | Uint8Array | Blob | ParquetFile): ParquetFile {
  if (source instanceof Blob) {
    return { byteLength: source.size, slice: (start, end) => source.slice(start, end).arrayBuffer() };
  }
  if (source instanceof Uint8Array) {
    return {
      byteLength: source.byteLength,
      slice: (start, end) => Uint8Array.from(source.subarray(start, end)).buffer,
    };
  }
  return source;
}
