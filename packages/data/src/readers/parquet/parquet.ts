/** Reads Parquet as a stream of typed records, one row group after another, with hyparquet. */
import { checkOptions, RensaError } from "@rensa/core";
import type { FileMetaData } from "hyparquet";
import { checkCount } from "../../from-arrays.ts";
import { Chunked } from "../../stream/chunked.ts";
import { DataStream } from "../../stream/data-stream.ts";
import type { SourcePass } from "../../stream/source.ts";
import type { Columns, RecordOf } from "../column.ts";
import { listed, shown } from "../shown.ts";
import type { ReadOptions } from "../text-chunks.ts";
import { fileOf, toldFile, type OpenedFile, type ParquetFile } from "./file.ts";
import { readFooter } from "./read-footer.ts";
import { readGroup } from "./read-group.ts";
import { recordsOf } from "./records.ts";

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
export interface ParquetOptions<C extends Columns = Columns> extends Omit<ReadOptions, "maximumLength"> {
  /** The columns to read, with their types; no others are read from the file. Default: all, as they are stored. */
  readonly columns?: C;
  /**
   * The most memory that the columns of one row group may take, by an estimate that is made before they are decoded: a few
   * bytes can say billions of rows. A row group that takes no more than 64 times its part of the file is read in any case.
   * Default 268,435,456.
   */
  readonly maximumBytes?: number;
  /**
   * The most columns that are read, counted once for each row group: each costs more than a thousand times its bytes. Name
   * those that are wanted in `columns`, or give a larger number. Default 1,000; a file of more is read where it has 4,000
   * bytes for each.
   */
  readonly maximumColumns?: number;
  /**
   * The most rows of a file, since a few bytes can say billions. A file is read in any case where it has no more than 16 rows
   * for each of its bytes. Default 1,000,000.
   */
  readonly maximumRows?: number;
}

/** A column that says anything takes some bits for a row. */
const usualRows = 16;
/** Bytes that a column takes in a row group of files that are made to be read. */
const usualChunk = 4000;

/**
 * The records of a Parquet file as a stream. Only the row groups and columns that are wanted are read; a pass that starts
 * later reads from its row group on. All compressions of the format but LZO are known. The footer is compared with the file
 * and every page with its header (and its checksum, where it has one) before anything is decoded. Pages without a checksum,
 * which most writers leave out, may hold values with flipped bits, and nothing tells.
 *
 * @param source - The file: bytes, a blob, or what reads a part of it.
 *
 * @throws RensaError `FILE_INVALID` where it is no Parquet file, or damaged; when it is read, where a page is damaged or a
 * row group larger than `maximumBytes`; where it has more columns than `maximumColumns`, or more rows than `maximumRows`.
 *
 * @throws RensaError `DATA_INVALID` where an option is not what it should be, or a column is missing; when it is read, where a value does not have the column's
 * type, or is missing where that is an error, naming the row and the column.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the file cannot be read.
 *
 * @example
 * ```ts
 * import { column, parquet } from "@rensa/data";
 * import type { RensaError } from "@rensa/core";
 *
 * const meanPrice = async (file: File): Promise<number> => {
 *   const flats = await parquet(file, { columns: { price: column.number() } });
 *   let sum = 0;
 *   for await (const { price } of flats) sum += price;
 *   return sum / (flats.size ?? 1);
 * };
 * const damaged = new File(["PAR1 and nothing else"], "flats.parquet");
 * console.log(await meanPrice(damaged).catch(({ code }: RensaError) => code)); // "FILE_INVALID"
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
  checkOptions("parquet", options, [
    "columns",
    "maximumBytes",
    "maximumColumns",
    "maximumRows",
    "name",
    "onProgress",
    "bytes",
  ]);
  const {
    name = "parquet",
    columns,
    maximumBytes = 268_435_456,
    maximumColumns = 1000,
    maximumRows = 1_000_000,
  } = options;
  checkCount(`${name}: maximumBytes`, maximumBytes);
  checkCount(`${name}: maximumColumns`, maximumColumns);
  checkCount(`${name}: maximumRows`, maximumRows);
  const file = toldFile(name, fileOf(source));
  const { metadata, leaves } = await readFooter(name, file, maximumBytes);
  const found = [...new Set(leaves.map(({ path }) => path[0] ?? ""))];
  for (const wanted of Object.keys(columns ?? {})) {
    if (found.includes(wanted)) continue;
    throw new RensaError("DATA_INVALID", `${name}: there is no column ${shown(wanted)}; there are ${listed(found)}.`);
  }
  const read = columns === undefined ? leaves : leaves.filter(({ path }) => Object.hasOwn(columns, path[0] ?? ""));
  const chunks = read.length * metadata.row_groups.length;
  const mostChunks = Math.max(maximumColumns, Math.floor(file.byteLength / usualChunk));
  if (chunks > mostChunks) {
    throw new RensaError(
      "FILE_INVALID",
      `${name} has ${String(chunks)} columns to read in its row groups, and at most ${String(mostChunks)} are; give those that are ` +
        "wanted as `columns`, or a larger `maximumColumns`.",
    );
  }
  const mostRows = Math.max(maximumRows, usualRows * file.byteLength);
  if (Number(metadata.num_rows) > mostRows) {
    throw new RensaError(
      "FILE_INVALID",
      `${name} has ${String(metadata.num_rows)} rows in ${String(file.byteLength)} bytes, and at most ${String(mostRows)} are read; ` +
        "give a larger `maximumRows` if you trust it.",
    );
  }
  const complete = Object.values(columns ?? {}).every(({ missing }) => missing !== "drop");
  return DataStream.from(
    (pass: SourcePass) => new Chunked(readGroups({ file, metadata, leaves, name, maximumBytes }, options, pass)),
    {
      name,
      // Where rows are dropped, nobody knows how many there will be, nor which one is the thousandth.
      ...(complete ? { size: Number(metadata.num_rows), seekable: true } : {}),
    },
  );
}

async function* readGroups(
  opened: OpenedFile,
  { columns, onProgress }: ParquetOptions,
  { start, signal }: SourcePass,
): AsyncGenerator<Iterable<Record<string, unknown>>, undefined> {
  const { name, metadata } = opened;
  const names = columns === undefined ? undefined : Object.keys(columns);
  const types = new Map(Object.entries(columns ?? {}));
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
      const values = await readGroup(opened, { index, names, rowStart, rowEnd: end, first, bytes: sizes[index] ?? 0 });
      const read = recordsOf(
        [...values].map(([each, own]) => ({ name: each, type: types.get(each), values: own })),
        (row) => `${name}, row ${String(row)}`,
      );
      const rows = Math.max(1, Math.min(rowsAtOnce, Math.floor(cellsAtOnce / Math.max(1, values.size))));
      for (let from = rowStart; from < end; from += rows) yield read(from, Math.min(from + rows, end));
      onProgress?.({ rows: end, bytes, total });
    }
    first = end;
  }
  return undefined;
}

/** Rows that are read at once, of so many cells at most; between such parts others have their turn. */
const rowsAtOnce = 4096;
const cellsAtOnce = 65_536;

function groupBytes({ columns }: FileMetaData["row_groups"][number], names: readonly string[] | undefined): number {
  return columns.reduce((sum, { meta_data: data }) => {
    const read = data !== undefined && (names === undefined || names.includes(data.path_in_schema[0] ?? ""));
    return read ? sum + Number(data.total_compressed_size) : sum;
  }, 0);
}
