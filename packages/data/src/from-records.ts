/** Makes columns of records. */
import {
  checkKind,
  checkOptions,
  allocate,
  formatTensorType,
  RensaError,
  sizeOf,
  tensorType,
  type TensorType,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import { checkCount } from "./from-arrays.ts";
import { checkLabels } from "./table/checks.ts";
import { ColumnTable, type Column } from "./table/column-table.ts";
import { arraysOf, columnNames, columnsOf } from "./table/table.ts";
import { leavesOf, mapTypes, toTensors, typesOf, type ExampleData, type ExampleType } from "./table/tree-types.ts";

/**
 * What {@link Dataset.fromRecords} makes of a record.
 *
 * @example
 * ```ts
 * import type { RecordReader } from "@rensa/data";
 *
 * const reader: RecordReader<{ age: number; ill: boolean }> = {
 *   inputs: ({ age }) => [age / 100],
 *   targets: ({ ill }) => ill,
 *   classes: 2,
 * };
 * ```
 */
export interface RecordReader<
  R,
  X extends ExampleData = ExampleData,
  Y extends ExampleData = ExampleData,
  C extends number | undefined = number | undefined,
> {
  readonly inputs: (record: R, row: number) => X;
  readonly targets: (record: R, row: number) => Y;
  /** Says that the targets are labels from 0 to `classes - 1`, has each one checked, and makes them `i32`. */
  readonly classes?: C;
}

/**
 * The type of targets read from records: numbers are `i32` where they are labels.
 *
 * @example
 * ```ts
 * import type { RecordTarget } from "@rensa/data";
 *
 * const label: RecordTarget<number, 3> = { shape: [], dtype: "i32" };
 * ```
 */
export type RecordTarget<Y, C> = C extends number
  ? Y extends number | boolean
    ? TensorType<readonly [], "i32">
    : Y extends readonly (number | boolean)[]
      ? TensorType<readonly [Y["length"]], "i32">
      : ExampleType<Y>
  : ExampleType<Y>;

/** The table of the records, and how many there are. */
export function readRecords<R>(records: Iterable<R>, reader: RecordReader<R>): { table: ColumnTable; size: number } {
  checkOptions("fromRecords", reader, ["inputs", "targets", "classes"]);
  checkKind("fromRecords: inputs", reader.inputs, "function");
  checkKind("fromRecords: targets", reader.targets, "function");
  checkKind("fromRecords: what is read", records, "iterable");
  const { classes } = reader;
  if (classes !== undefined) checkCount("fromRecords: classes", classes);
  const rows: TypedArray[][] = [];
  let first: { inputs: TypeTree; targets: TypeTree } | undefined;
  for (const record of records) {
    const place = `fromRecords: row ${String(rows.length)}`;
    const inputs = toTensors(`${place}, inputs`, reader.inputs(record, rows.length));
    // Labels are kept as numbers until they were checked, since a conversion to integers would hide one of 1.5.
    const targets = toTensors(
      `${place}, targets`,
      reader.targets(record, rows.length),
      classes === undefined ? "f32" : "f64",
    );
    const types = { inputs: typesOf(inputs), targets: typesOf(targets) };
    first ??= types;
    checkSame(place, first, types);
    rows.push([...arraysOf(inputs), ...arraysOf(targets)]);
  }
  if (first === undefined) throw new RensaError("DATA_EMPTY", "fromRecords: there is no record; give at least one.");
  const split = leavesOf(first.inputs).length;
  const columns = columnsOf(first).map(([, type], index): Column => {
    const stacked = stack(type, rows, index);
    if (classes === undefined || index < split) return stacked;
    checkLabels("fromRecords", stacked.data, stacked.width, classes);
    return { ...stacked, type: { ...type, dtype: "i32" }, data: Int32Array.from(stacked.data) };
  });
  const targets =
    classes === undefined ? first.targets : mapTypes<TypeTree>(first.targets, ({ shape }) => tensorType("i32", shape));
  return { table: new ColumnTable(first.inputs, targets, columns), size: rows.length };
}

function stack(type: TensorType, rows: readonly TypedArray[][], column: number): Column {
  const width = sizeOf(type.shape);
  const data = allocate(type.dtype, rows.length * width);
  rows.forEach((arrays, row) => {
    const array = arrays[column];
    if (array !== undefined) data.set(array, row * width);
  });
  return { type, width, data };
}

function checkSame(place: string, first: { inputs: TypeTree; targets: TypeTree }, found: typeof first): void {
  const wanted = columnsOf(first);
  const given = columnsOf(found);
  const names = columnNames(first);
  if (given.length !== wanted.length || given.some(([path], index) => path !== wanted[index]?.[0])) {
    throw new RensaError(
      "DATA_INVALID",
      `${place} has the columns ${columnNames(found).join(", ")}, but row 0 has ${names.join(", ")}; give the same for every row.`,
    );
  }
  given.forEach(([, type], index) => {
    const expected = wanted[index]?.[1];
    if (expected === undefined || formatTensorType(type) === formatTensorType(expected)) return;
    throw new RensaError(
      "DATA_INVALID",
      `${place}, ${String(names[index])} is ${formatTensorType(type)}, but in row 0 ${formatTensorType(expected)}; ` +
        "give every row the same types.",
    );
  });
}
