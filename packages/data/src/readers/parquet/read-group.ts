/** The columns of a row group: each part of the file is checked when it is read, and only then decoded. */
import { RensaError } from "@rensa/core";
import type { DecodedArray } from "hyparquet";
import { rangeOf, type ChunkRange } from "./check-footer.ts";
import { Budget, checkPages, type PageContext } from "./check-pages.ts";
import type { OpenedFile, ParquetFile } from "./file.ts";

/** Compressed files take so many times their size without being hostile. */
const usualRatio = 64;

/** The decoder's time grows with the square of the columns that it reads. */
const columnsAtOnce = 64;

/** Which part of a row group is wanted. */
export interface GroupRequest {
  readonly index: number;
  /** The columns; `undefined` for all. */
  readonly names: readonly string[] | undefined;
  readonly rowStart: number;
  readonly rowEnd: number;
  /** The row with which the group begins. */
  readonly first: number;
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
  const { index, names, rowStart, rowEnd, first } = request;
  const group = metadata.row_groups[index];
  try {
    const [{ parquetRead }, { compressors }] = await Promise.all([import("hyparquet"), import("./decompress.ts")]);
    const chunks = new Map<string, Chunk[]>();
    const { file, finish } = checkedFile(opened, request);
    const nested = new Set(opened.leaves.filter(({ path }) => path.length > 1).map(({ path }) => path[0]));
    const wanted = names ?? [...new Set(opened.leaves.map(({ path }) => path[0] ?? ""))];
    for (let at = 0; at < wanted.length; at += columnsAtOnce) {
      await parquetRead({
        // The decoder looks at every row group that it knows of, each time.
        metadata: { ...metadata, row_groups: group === undefined ? [] : [group] },
        ...{ file, rowStart: rowStart - first, rowEnd: rowEnd - first, compressors },
        columns: wanted.slice(at, at + columnsAtOnce),
        parsers: { stringFromBytes: textOrBytes },
        onChunk: ({ columnName, columnData, rowStart: start }) => {
          const column = chunks.get(columnName) ?? [];
          column.push({ start: first + start, data: columnData });
          chunks.set(columnName, column);
        },
      });
    }
    finish();
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
  const ranges: (readonly [ChunkRange, PageContext])[] = [];
  for (const [position, leaf] of leaves.entries()) {
    const data = group?.columns[position]?.meta_data;
    if (data === undefined || names?.includes(leaf.path[0] ?? "") === false) continue;
    const context: PageContext = {
      ...{ leaf, codec: data.codec, values: Number(data.num_values), rows: Number(group?.num_rows) },
      ...{ encodings: data.encodings, budget },
    };
    ranges.push([rangeOf(data), context]);
  }
  ranges.sort(([one], [other]) => one.start - other.start);
  const unchecked = new Set(ranges);
  const slice = async (start: number, end = file.byteLength): Promise<ArrayBuffer> => {
    const part = await file.slice(start, end);
    for (let at = firstFrom(ranges, start); (ranges[at]?.[0].start ?? end) < end; at++) {
      const each = ranges[at];
      if (each === undefined || each[0].end > end || !unchecked.delete(each)) continue;
      const [range, context] = each;
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

/** The position of the first range that begins at `start` or later, of ranges in order. */
function firstFrom(ranges: readonly (readonly [ChunkRange, unknown])[], start: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[0].start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text where bytes are UTF-8; else the bytes, which no column of text takes. */
function textOrBytes(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return utf8.decode(bytes);
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
