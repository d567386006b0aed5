/** The columns of a row group: each part of the file is checked when it is read, and only then decoded. */
import { RensaError } from "@rensa/core";
import type { DecodedArray } from "hyparquet";
import { rangeOf, type ChunkRange } from "./check-footer.ts";
import { Budget, checkPages, type PageContext } from "./check-pages.ts";
import type { OpenedFile, ParquetFile } from "./file.ts";

/** Compressed files take so many times their size without being hostile. */
const usualRatio = 64;

/** Which part of a row group is wanted. */
export interface GroupRequest {
  readonly index: number;
  /** The columns; `undefined` for all. */
  readonly names: readonly string[] | undefined;
  readonly rowStart: number;
  readonly rowEnd: number;
  /** What the columns take in the file. */
  readonly bytes: number;
}

/** A column's value in a row. Rows are asked for in ascending order. */
export type ValueAt = (row: number) => unknown;

/**
 * The values of each column that is wanted.
 *
 * @throws RensaError `FILE_INVALID` where the row group is damaged, or larger than is allowed.
 */
export async function readGroup(opened: OpenedFile, request: GroupRequest): Promise<ReadonlyMap<string, ValueAt>> {
  const { name, metadata } = opened;
  const { index, names, rowStart, rowEnd } = request;
  try {
    const [{ parquetRead }, { compressors }] = await Promise.all([import("hyparquet"), import("./decompress.ts")]);
    const chunks = new Map<string, Chunk[]>();
    const { file, finish } = checkedFile(opened, request);
    await parquetRead({
      ...{ file, metadata, rowStart, rowEnd, compressors },
      ...(names === undefined ? {} : { columns: [...names] }),
      parsers: { stringFromBytes: textOrBytes },
      onChunk: ({ columnName, columnData, rowStart: start }) => {
        const column = chunks.get(columnName) ?? [];
        column.push({ start, data: columnData });
        chunks.set(columnName, column);
      },
    });
    finish();
    const nested = new Set(opened.leaves.filter(({ path }) => path.length > 1).map(({ path }) => path[0]));
    const wanted = names ?? [...new Set(opened.leaves.map(({ path }) => path[0] ?? ""))];
    return new Map(
      wanted.map((each) => [
        each,
        valuesOf(each, chunks.get(each) ?? [], request, nested.has(each) ? plain : undefined),
      ]),
    );
  } catch (cause) {
    if (cause instanceof RensaError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name}, row group ${String(index)}: ${reason}.`, { cause });
  }
}

/** A file of which every column's part is checked when it is read. */
function checkedFile(
  { file, metadata, leaves, maximumBytes }: OpenedFile,
  { index, names, bytes }: GroupRequest,
): { readonly file: ParquetFile; readonly finish: () => void } {
  const group = metadata.row_groups[index];
  const budget = new Budget(Math.max(maximumBytes, usualRatio * bytes));
  const unchecked = new Map<ChunkRange, PageContext>();
  for (const [position, leaf] of leaves.entries()) {
    const data = group?.columns[position]?.meta_data;
    if (data === undefined || names?.includes(leaf.path[0] ?? "") === false) continue;
    unchecked.set(rangeOf(data), {
      leaf,
      codec: data.codec,
      values: Number(data.num_values),
      rows: Number(group?.num_rows),
      encodings: data.encodings,
      budget,
    });
  }
  const slice = async (start: number, end = file.byteLength): Promise<ArrayBuffer> => {
    const part = await file.slice(start, end);
    for (const [range, context] of unchecked) {
      if (range.start < start || range.end > end) continue;
      unchecked.delete(range);
      try {
        checkPages(new Uint8Array(part, range.start - start, range.end - range.start), context);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`the column ${JSON.stringify(context.leaf.path.join("."))}: ${reason}`, { cause });
      }
    }
    return part;
  };
  const finish = (): void => {
    if (unchecked.size > 0) throw new Error("a column was not read as a whole");
  };
  return { file: { byteLength: file.byteLength, slice }, finish };
}

/** Text where bytes are UTF-8; else the bytes, which no column of text takes. */
function textOrBytes(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

interface Chunk {
  /** The row of its first value. */
  readonly start: number;
  readonly data: DecodedArray;
}

function valuesOf(
  name: string,
  chunks: readonly Chunk[],
  { rowStart, rowEnd }: GroupRequest,
  check: ((value: unknown) => void) | undefined,
): ValueAt {
  let reached = chunks[0]?.start ?? Infinity;
  for (const { start, data } of chunks) {
    if (start !== reached || start > rowEnd) break;
    reached += data.length;
  }
  if ((chunks[0]?.start ?? Infinity) > rowStart || reached < rowEnd) {
    throw new Error(`the column ${JSON.stringify(name)} does not have all rows`);
  }
  let at = 0;
  return (row) => {
    let chunk = chunks[at];
    while (chunk !== undefined && row >= chunk.start + chunk.data.length) chunk = chunks[++at];
    const value: unknown = chunk?.data[row - chunk.start];
    check?.(value);
    return value;
  };
}

/** A map's key may be `__proto__`, and the decoder makes objects of maps. */
function plain(value: unknown): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof Date) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    throw new RensaError("FILE_INVALID", "parquet: a map has the key __proto__, which no object can have; rename it.");
  }
  for (const each of Object.values(value)) plain(each);
}
