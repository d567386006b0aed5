/** The footer of a Parquet file, compared with the file and with itself before anything else is read. */
import type { FileMetaData, SchemaElement } from "hyparquet";
import { ThriftReader, type ThriftStruct, type ThriftValue } from "./thrift.ts";

/** Deeper than any table of this format that is read. */
const deepestSchema = 32;
/** Statistics of decimals are turned into numbers digit by digit, in a time that grows with the square of their length. */
const longestDecimal = 16_384;
const decimal = 5;

/**
 * Checks the bytes of a footer, before they become objects.
 *
 * @throws Error where they are damaged, or would take too long to read.
 */
export function checkFooterBytes(footer: Uint8Array): void {
  const reader = new ThriftReader(footer);
  const schema = reader.struct().get(2);
  if (reader.at !== footer.length) throw new Error("its footer is longer than what it holds");
  if (!Array.isArray(schema) || schema.length === 0) throw new Error("its footer has no schema");
  const elements = schema as readonly ThriftValue[];
  checkTree(elements.map((element) => (isStruct(element) ? Number(element.get(5) ?? 0) : -1)));
  const hasDecimals = elements.some((element) => isStruct(element) && element.get(6) === decimal);
  if (hasDecimals && reader.longestStatistic > longestDecimal)
    throw new Error("its statistics are longer than any number");
}

function isStruct(value: ThriftValue): value is ThriftStruct {
  return value instanceof Map;
}

/** Checks that a list is a tree: each element is followed by as many as it says, and by nothing more at the end. */
function checkTree(children: readonly number[]): void {
  const open: number[] = [1];
  for (const count of children) {
    const left = open.pop() ?? 0;
    if (left < 1 || count < 0 || count > children.length) throw new Error("its schema is no tree");
    if (left > 1) open.push(left - 1);
    if (count > 0) open.push(count);
    if (open.length > deepestSchema) throw new Error("its schema is nested too deeply");
  }
  if (open.length > 0) throw new Error("its schema is no tree");
}

/** A column of the schema that holds values. */
export interface Leaf {
  readonly path: readonly string[];
  readonly element: SchemaElement;
  /** How often it may repeat, and how deep a value may be missing. */
  readonly repetitions: number;
  readonly definitions: number;
}

/** The columns of a schema that hold values. @throws Error where two have one name. */
export function leavesOf(schema: readonly SchemaElement[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const paths = new Set<string>();
  let at = 1;
  const visit = (count: number, above: Omit<Leaf, "element">): void => {
    for (let child = 0; child < count; child++) {
      const element = schema[at++];
      if (element === undefined || typeof element.name !== "string") throw new Error("its schema is no tree");
      const path = [...above.path, element.name];
      const key = JSON.stringify(path);
      if (paths.has(key)) throw new Error(`two of its columns are named ${key}`);
      paths.add(key);
      // The decoder makes objects of nested columns, and this name would change what they inherit.
      if (path.length > 1 && element.name === "__proto__") throw new Error("a nested column is named __proto__");
      const repetitions = above.repetitions + (element.repetition_type === "REPEATED" ? 1 : 0);
      const definitions = above.definitions + (element.repetition_type === "REQUIRED" ? 0 : 1);
      if (element.repetition_type === undefined) throw new Error(`the column ${key} does not say how often it occurs`);
      checkAnnotations(element, key);
      const own = element.num_children ?? 0;
      if (own > 0 && element.type !== undefined) throw new Error(`the column ${key} is a group and has a type`);
      if (own > 0) visit(own, { path, repetitions, definitions });
      else leaves.push({ path, element, repetitions, definitions });
    }
  };
  visit(schema[0]?.num_children ?? 0, { path: [], repetitions: 0, definitions: 0 });
  return leaves;
}

/** The physical types that may hold what an annotation says, where there is a rule (LogicalTypes.md of the format). */
const annotated: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...["UTF8", "ENUM", "JSON", "BSON"].map((name) => [name, ["BYTE_ARRAY"]] as const),
  ...["DATE", "TIME_MILLIS", "UINT_8", "UINT_16", "UINT_32", "INT_8", "INT_16", "INT_32"].map(
    (name) => [name, ["INT32"]] as const,
  ),
  ...["TIME_MICROS", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS", "UINT_64", "INT_64"].map(
    (name) => [name, ["INT64"]] as const,
  ),
  ["DECIMAL", ["INT32", "INT64", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"]],
  ["INTERVAL", ["FIXED_LEN_BYTE_ARRAY"]],
]);

/** Files say what a column means twice, in an old way and a new one; where both are there they have to agree. */
const twins: ReadonlyMap<string, string> = new Map([
  ["UTF8", "STRING"],
  ["MAP", "MAP"],
  ["LIST", "LIST"],
  ["ENUM", "ENUM"],
  ["DECIMAL", "DECIMAL"],
  ["DATE", "DATE"],
  ["TIME_MILLIS", "TIME"],
  ["TIME_MICROS", "TIME"],
  ["TIMESTAMP_MILLIS", "TIMESTAMP"],
  ["TIMESTAMP_MICROS", "TIMESTAMP"],
  ...["UINT_8", "UINT_16", "UINT_32", "UINT_64", "INT_8", "INT_16", "INT_32", "INT_64"].map(
    (name) => [name, "INTEGER"] as const,
  ),
  ["JSON", "JSON"],
  ["BSON", "BSON"],
]);

function checkAnnotations(
  { type, converted_type: converted, logical_type: logical }: SchemaElement,
  key: string,
): void {
  const wrong = (): Error => new Error(`what the column ${key} means does not go with how it is stored`);
  if (converted !== undefined && type !== undefined && annotated.get(converted)?.includes(type) === false)
    throw wrong();
  if (converted !== undefined && logical?.type !== undefined && twins.get(converted) !== logical.type) throw wrong();
  if (converted !== undefined && logical?.type === "INTEGER") {
    if (converted !== `${logical.isSigned ? "" : "U"}INT_${String(logical.bitWidth)}`) throw wrong();
  }
  if (converted?.startsWith("TIMESTAMP_") === true && logical?.type === "TIMESTAMP") {
    if (converted !== `TIMESTAMP_${logical.unit}`) throw wrong();
  }
}

/** The part of the file that holds a column of a row group. */
export interface ChunkRange {
  readonly start: number;
  readonly end: number;
}

type ColumnMetaData = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** Where a column of a row group is. */
export function rangeOf({
  dictionary_page_offset: dictionary,
  data_page_offset: data,
  total_compressed_size: size,
}: ColumnMetaData): ChunkRange {
  const start = Number(dictionary === undefined || dictionary === 0n ? data : dictionary);
  return { start, end: start + Number(size) };
}

/**
 * Compares a footer with the file and with itself: every column of every row group has its place, type and number of
 * values, and the rows of the row groups are those of the file.
 *
 * @param end - where the footer begins.
 * @throws Error with what does not agree.
 */
export function checkFooter(
  { schema, row_groups: groups, num_rows: rows }: FileMetaData,
  leaves: readonly Leaf[],
  end: number,
): void {
  let total = 0n;
  const taken: ChunkRange[] = [];
  for (const [index, { columns, num_rows: own }] of groups.entries()) {
    const place = `row group ${String(index)}`;
    if (typeof own !== "bigint" || own < 0n) throw new Error(`${place} has ${String(own)} rows`);
    total += own;
    if (columns.length !== leaves.length) throw new Error(`${place} does not have the columns of the schema`);
    for (const [position, { meta_data: data, file_path: path, crypto_metadata: crypto }] of columns.entries()) {
      const leaf = leaves[position];
      if (data === undefined || crypto !== undefined) throw new Error(`${place} is encrypted`);
      if (path !== undefined) throw new Error(`${place} is in another file`);
      if (leaf === undefined) throw new Error(`${place} does not have the columns of the schema`);
      // What has no values is nowhere.
      if (own === 0n && data.num_values === 0n) continue;
      taken.push(checkChunk(data, leaf, own, end, `${place}, column ${JSON.stringify(leaf.path.join("."))}`));
    }
  }
  if (typeof rows !== "bigint" || total !== rows) {
    throw new Error(`it says that it has ${String(rows)} rows, but its row groups have ${String(total)}`);
  }
  if (schema.length < 2 && rows > 0n) throw new Error("it has rows but no columns");
  taken.sort((one, other) => one.start - other.start);
  for (const [at, { start }] of taken.entries()) {
    if (at > 0 && start < (taken[at - 1]?.end ?? 0)) throw new Error("two of its columns are in one place");
  }
}

function checkChunk(data: ColumnMetaData, leaf: Leaf, rows: bigint, end: number, place: string): ChunkRange {
  if (
    data.path_in_schema.length !== leaf.path.length ||
    data.path_in_schema.some((name, at) => name !== leaf.path[at])
  ) {
    throw new Error(`${place} is ${JSON.stringify(data.path_in_schema.join("."))} in the row group`);
  }
  if (data.type !== leaf.element.type) throw new Error(`${place} has another type than in the schema`);
  if ((data.codec as string | undefined) === undefined) throw new Error(`${place} has an unknown compression`);
  for (const size of [
    data.num_values,
    data.total_compressed_size,
    data.total_uncompressed_size,
    data.data_page_offset,
  ]) {
    if (typeof size !== "bigint" || size < 0n || size > Number.MAX_SAFE_INTEGER)
      throw new Error(`${place} has no valid sizes`);
  }
  const { start, end: stop } = rangeOf(data);
  if (!(start >= 4 && stop <= end && Number(data.data_page_offset) >= start && Number(data.data_page_offset) <= stop)) {
    throw new Error(`${place} is outside the file`);
  }
  // A list has a value at least for every row, also where it is empty.
  if (leaf.repetitions === 0 ? data.num_values !== rows : data.num_values < rows) {
    throw new Error(`${place} has ${String(data.num_values)} values for ${String(rows)} rows`);
  }
  return { start, end: stop };
}
