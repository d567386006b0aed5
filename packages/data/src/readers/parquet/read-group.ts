/** The columns of a row group: each part of the file is checked when it is read. Numbers are decoded here, all else by hyparquet. */
import { RensaError } from "@rensa/core";
import { rangeOf, type ChunkRange } from "./check-footer.ts";
import { Budget, checkPages, type PageContext } from "./check-pages.ts";
import { ColumnValues, type Part } from "./column-values.ts";
import type { OpenedFile, ParquetFile } from "./file.ts";
import { isPlainNumbers, NumberPages } from "./number-pages.ts";

/** Compressed files take so many times their size without being hostile. */
const usualRatio = 64;

/** Columns that are closer than this are read at once, up to so many bytes. */
const usualGap = 8192;
const bytesAtOnce = 2_097_152;

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

/**
 * The values of each column that is wanted.
 *
 * @throws RensaError `FILE_INVALID` where the row group is damaged, or larger than is allowed.
 */
export async function readGroup(opened: OpenedFile, request: GroupRequest): Promise<ReadonlyMap<string, ColumnValues>> {
  const { name, leaves } = opened;
  const { index, names, rowStart, rowEnd } = request;
  try {
    const nested = new Set(leaves.filter(({ path }) => path.length > 1).map(({ path }) => path[0]));
    const wanted = names ?? [...new Set(leaves.map(({ path }) => path[0] ?? ""))];
    const chunks = chunksOf(opened, request);
    const parts = new Map<string, Part[]>(wanted.map((each) => [each, []]));
    await readNumbers(
      opened.file,
      chunks.filter(({ context }) => context.numbers !== undefined),
    );
    for (const { context } of chunks) {
      let start = request.first;
      for (const page of context.numbers?.pages ?? []) {
        parts.get(context.leaf.path[0] ?? "")?.push({ start, ...page });
        start += page.data.length;
      }
    }
    await readOthers(
      opened,
      request,
      chunks.filter(({ context }) => context.numbers === undefined),
      parts,
    );
    return new Map(
      [...parts].map(([each, own]) => [
        each,
        new ColumnValues(each, own, rowStart, rowEnd, nested.has(each) ? plain : undefined),
      ]),
    );
  } catch (cause) {
    if (cause instanceof RensaError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name}, row group ${String(index)}: ${reason}.`, { cause });
  }
}

/** The part of the file that holds a column's values, and what is known of it. */
interface Chunk {
  readonly range: ChunkRange;
  readonly context: PageContext;
}

/** The parts of the columns that are wanted, in the order of the file. */
function chunksOf({ metadata, leaves, maximumBytes }: OpenedFile, { index, names, bytes }: GroupRequest): Chunk[] {
  const group = metadata.row_groups[index];
  const budget = new Budget(Math.max(maximumBytes, usualRatio * bytes));
  const chunks: Chunk[] = [];
  for (const [position, leaf] of leaves.entries()) {
    const data = group?.columns[position]?.meta_data;
    if (data === undefined || names?.includes(leaf.path[0] ?? "") === false) continue;
    const context: PageContext = {
      ...{ leaf, codec: data.codec, values: Number(data.num_values), rows: Number(group?.num_rows) },
      ...{ encodings: data.encodings, budget },
      numbers: isPlainNumbers(leaf, data.encodings) ? new NumberPages(data.type) : undefined,
    };
    chunks.push({ range: rangeOf(data), context });
  }
  return chunks.sort(({ range: one }, { range: other }) => one.start - other.start);
}

/** Checks and decodes columns of numbers. */
async function readNumbers(file: ParquetFile, chunks: readonly Chunk[]): Promise<void> {
  const runs: { start: number; end: number; readonly chunks: Chunk[] }[] = [];
  for (const chunk of chunks) {
    const { start, end } = chunk.range;
    const run = runs.at(-1);
    if (run === undefined || start - run.end > usualGap || end - run.start > bytesAtOnce) {
      runs.push({ start, end, chunks: [chunk] });
      continue;
    }
    run.end = end;
    run.chunks.push(chunk);
  }
  await Promise.all(
    runs.map(async ({ start, end, chunks: own }) => {
      const part = await file.slice(start, end);
      for (const chunk of own) checkChunk(part, start, chunk);
    }),
  );
}

/** Checks a column of which a part of the file, which begins at `start`, has all. */
function checkChunk(part: ArrayBuffer, start: number, { range, context }: Chunk): void {
  try {
    checkPages(new Uint8Array(part, range.start - start, range.end - range.start), context);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the column ${JSON.stringify(context.leaf.path.join("."))}: ${reason}`, { cause });
  }
}

/** Checks all other columns and decodes them, each into its parts. */
async function readOthers(
  opened: OpenedFile,
  { index, rowStart, rowEnd, first }: GroupRequest,
  chunks: readonly Chunk[],
  parts: ReadonlyMap<string, Part[]>,
): Promise<void> {
  if (chunks.length === 0) return;
  const { metadata } = opened;
  const group = metadata.row_groups[index];
  const [{ parquetRead }, { compressors }] = await Promise.all([import("hyparquet"), import("./decompress.ts")]);
  const names = new Set(chunks.map(({ context }) => context.leaf.path[0] ?? ""));
  const wanted = [...parts.keys()].filter((each) => names.has(each));
  const { file, finish } = checkedFile(opened.file, chunks);
  for (let at = 0; at < wanted.length; at += columnsAtOnce) {
    await parquetRead({
      // The decoder looks at every row group that it knows of, each time.
      metadata: { ...metadata, row_groups: group === undefined ? [] : [group] },
      ...{ file, rowStart: rowStart - first, rowEnd: rowEnd - first, compressors },
      columns: wanted.slice(at, at + columnsAtOnce),
      parsers: { stringFromBytes: textOrBytes },
      onChunk: ({ columnName, columnData, rowStart: start }) => {
        parts.get(columnName)?.push({ start: first + start, data: columnData, levels: undefined });
      },
    });
  }
  finish();
}

/** A file of which every column's part is checked when it is read. */
function checkedFile(
  file: ParquetFile,
  chunks: readonly Chunk[],
): { readonly file: ParquetFile; readonly finish: () => void } {
  const unchecked = new Set(chunks);
  const slice = async (start: number, end = file.byteLength): Promise<ArrayBuffer> => {
    const part = await file.slice(start, end);
    for (let at = firstFrom(chunks, start); (chunks[at]?.range.start ?? end) < end; at++) {
      const chunk = chunks[at];
      if (chunk === undefined || chunk.range.end > end || !unchecked.delete(chunk)) continue;
      checkChunk(part, start, chunk);
    }
    return part;
  };
  const finish = (): void => {
    if (unchecked.size > 0) throw new Error("a column was not read as a whole");
  };
  return { file: { byteLength: file.byteLength, slice }, finish };
}

/** The position of the first part that begins at `start` or later, of parts in order. */
function firstFrom(chunks: readonly Chunk[], start: number): number {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.range.start ?? 0) < start) low = middle + 1;
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

/** A map's key may be `__proto__`, and the decoder makes objects of maps. */
function plain(value: unknown): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof Date) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    throw new RensaError("FILE_INVALID", "parquet: a map has the key __proto__, which no object can have; rename it.");
  }
  for (const each of Object.values(value)) plain(each);
}
