/** Reads and checks the arrays that a user holds, and makes the table of examples that a data set is a view of. */
import { checkKind, checkOptions, formatGiven, RensaError, sizeOf, tensorType, type Shape } from "@rensa/core";
import { convertElements, readElements, type ArrayData, type ArrayDType, type Elements } from "./elements.ts";
import { checkLabels } from "./table/checks.ts";
import { ColumnTable, type Column } from "./table/column-table.ts";

/**
 * What {@link Dataset.fromArrays} reads.
 *
 * @example
 * ```ts
 * import type { DatasetArrays } from "@rensa/data";
 *
 * const arrays: DatasetArrays = { inputs: [[0, 1], [1, 0]], targets: [1, 0], shape: [2], classes: 2 };
 * ```
 */
export interface DatasetArrays<
  X extends ArrayData = ArrayData,
  Y extends ArrayData = ArrayData,
  S extends Shape = Shape,
  U extends Shape = Shape,
  C extends number | undefined = number | undefined,
> {
  /** The inputs of all examples. A typed array decides the dtype; numbers become `f32`. */
  readonly inputs: X;
  /** The targets of all examples. A typed array decides the dtype; numbers become `i32` with `classes`, else `f32`. */
  readonly targets: Y;
  /** The shape of one example's inputs, such as `[784]`. */
  readonly shape: S;
  /** The shape of one example's targets. Default `[]`, one number. */
  readonly targetShape?: U;
  /** Says that the targets are labels from 0 to `classes - 1`, and has each one checked. */
  readonly classes?: C;
  /** Whether to refuse NaN and infinities. Default `false`; {@link Dataset.checkFinite} does the same later. */
  readonly checkFinite?: boolean;
}

/**
 * The dtype of a data set's targets: numbers are `i32` labels where the number of classes is given, otherwise `f32`.
 *
 * @example
 * ```ts
 * import type { TargetDType } from "@rensa/data";
 *
 * const labels: TargetDType<number[], 10> = "i32";
 * ```
 */
export type TargetDType<Y extends ArrayData, C extends number | undefined> = ArrayDType<
  Y,
  C extends number ? "i32" : "f32"
>;

/**
 * The table of the examples in `arrays`, and how many there are.
 *
 * @throws RensaError as {@link Dataset.fromArrays} does, but for `NON_FINITE`.
 */
export function readExamples(arrays: DatasetArrays): { table: ColumnTable; size: number } {
  checkOptions<DatasetArrays>("fromArrays", arrays, [
    "inputs",
    "targets",
    "shape",
    "targetShape",
    "classes",
    "checkFinite",
  ]);
  const { shape, targetShape = [], classes } = arrays;
  checkDimensions("fromArrays: shape", shape);
  checkDimensions("fromArrays: targetShape", targetShape);
  if (classes !== undefined) checkCount("fromArrays: classes", classes);

  const inputs = readElements("fromArrays: the inputs", arrays.inputs, shape, "f32");
  const targetDType = classes === undefined ? "f32" : "i32";
  const targets = readElements("fromArrays: the targets", arrays.targets, targetShape, targetDType);
  const size = countExamples("inputs", inputs, shape);
  const targetSize = countExamples("targets", targets, targetShape);
  if (size !== targetSize) {
    throw new RensaError(
      "DATA_INVALID",
      `fromArrays: ${String(size)} examples have inputs and ${String(targetSize)} have targets; give as many of each.`,
    );
  }
  if (classes !== undefined) checkLabels("fromArrays", targets.data, sizeOf(targetShape), classes);
  const columns = [column(inputs, shape), column(targets, targetShape)] as const;
  return { table: new ColumnTable(columns[0].type, columns[1].type, columns), size };
}

/**
 * Checks that a number counts something.
 *
 * @throws RensaError `DATA_INVALID` where it is not an integer from 1 to `most`.
 */
export function checkCount(label: string, count: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? "a positive integer" : `an integer from 1 to ${String(most)}`;
  throw new RensaError("DATA_INVALID", `${label} is ${formatGiven(count)}; give ${range}.`);
}

/**
 * Checks the shape of one example.
 *
 * @throws RensaError `DATA_INVALID` where a dimension is not a positive integer.
 */
export function checkDimensions(label: string, shape: Shape): void {
  checkKind(label, shape, "list");
  shape.forEach((dimension, axis) => {
    checkCount(`${label}: dimension ${String(axis)}`, dimension);
  });
}

function countExamples(name: string, { data }: Elements, shape: Shape): number {
  const width = sizeOf(shape);
  if (data.length === 0) {
    throw new RensaError("DATA_EMPTY", `fromArrays: the ${name} are empty; give at least one example.`);
  }
  if (data.length % width !== 0) {
    throw new RensaError(
      "DATA_INVALID",
      `fromArrays: the ${name} have ${String(data.length)} elements, which is no multiple of the ${String(width)} in ` +
        "one example; correct the shape or the array.",
    );
  }
  return data.length / width;
}

function column(elements: Elements, shape: Shape): Column {
  return { type: tensorType(elements.dtype, shape), width: sizeOf(shape), data: convertElements(elements) };
}
