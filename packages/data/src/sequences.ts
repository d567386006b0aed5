/** Sequences as examples: windows of a long series, and sequences of several lengths padded to one. */
import {
  allocate,
  checkOptions,
  dtypeOf,
  i32,
  RensaError,
  sizeOf,
  tensorType,
  type DType,
  type Shape,
  type TypedArray,
} from "@rensa/core";
import { convertElements, readElements, type ArrayData, type ArrayDType } from "./elements.ts";
import { checkCount, checkDimensions, type TargetDType } from "./from-arrays.ts";
import { checkLabels } from "./table/checks.ts";
import { ColumnTable } from "./table/column-table.ts";
import type { Table } from "./table/table.ts";

/**
 * How {@link Dataset.windows} cuts a series.
 *
 * @example
 * ```ts
 * import type { WindowsOptions } from "@rensa/data";
 *
 * // A day of hours, and the six hours after it.
 * const forecast: WindowsOptions = { length: 24, horizon: 6 };
 * ```
 */
export interface WindowsOptions<L extends number = number, H extends number = number, S extends Shape = Shape> {
  /** How many steps are the inputs of an example. */
  readonly length: L;
  /** How many steps behind them are its targets. Default 1. */
  readonly horizon?: H;
  /** How many steps lie between the starts of two examples. Default 1. */
  readonly stride?: number;
  /** The shape of one step, such as `[3]` for three measurements. Default `[]`, one number. */
  readonly shape?: S;
}

/** The table of windows, and how many there are. */
export function readWindows(series: ArrayData, options: WindowsOptions): { table: Table; size: number } {
  checkOptions<WindowsOptions>("windows", options, ["length", "horizon", "stride", "shape"]);
  const { length, horizon = 1, stride = 1, shape = [] } = options;
  checkCount("windows: length", length);
  checkCount("windows: horizon", horizon);
  checkCount("windows: stride", stride);
  checkDimensions("windows: shape", shape);
  const elements = readElements("windows: the series", series, shape, "f32");
  const data = convertElements(elements);
  const width = sizeOf(shape);
  if (data.length % width !== 0) {
    throw new RensaError(
      "DATA_INVALID",
      `windows: the series has ${String(data.length)} elements, which is no multiple of the ${String(width)} in one step; correct the shape or the array.`,
    );
  }
  const steps = data.length / width;
  if (steps < length + horizon) {
    throw new RensaError(
      "DATA_EMPTY",
      `windows: ${String(steps)} steps hold no window of ${String(length)} and ${String(horizon)} behind it; give a longer series or shorter windows.`,
    );
  }
  const cut = (rows: Uint32Array, from: number, count: number): TypedArray => {
    const gathered = allocate(elements.dtype, rows.length * count * width);
    rows.forEach((row, position) => {
      const start = (row * stride + from) * width;
      gathered.set(data.subarray(start, start + count * width), position * count * width);
    });
    return gathered;
  };
  const table: Table = {
    inputs: tensorType(elements.dtype, [length, ...shape]),
    targets: tensorType(elements.dtype, [horizon, ...shape]),
    depth: 0,
    gather: (rows) => [cut(rows, 0, length), cut(rows, length, horizon)],
  };
  return { table, size: Math.floor((steps - length - horizon) / stride) + 1 };
}

/**
 * What {@link Dataset.padded} reads.
 *
 * @example
 * ```ts
 * import type { PaddedOptions } from "@rensa/data";
 *
 * const reviews: PaddedOptions = { targets: [1, 0], classes: 2, to: 200, longer: "cut" };
 * ```
 */
export interface PaddedOptions<
  Y extends ArrayData = ArrayData,
  S extends Shape = Shape,
  C extends number | undefined = number | undefined,
  To extends number = number,
> {
  /** A target for each sequence. A typed array decides the dtype; numbers become `i32` with `classes`, else `f32`. */
  readonly targets: Y;
  /** Says that the targets are labels from 0 to `classes - 1`, and has each one checked. */
  readonly classes?: C;
  /** To how many steps all are padded. Default: as many as the longest has. */
  readonly to?: To;
  /** What becomes of a sequence of more steps: it is refused, or its first steps are kept. Default `"error"`. */
  readonly longer?: "error" | "cut";
  /** The shape of one step, such as `[3]` for three features. Default `[]`, one number, such as a word's. */
  readonly shape?: S;
  /** What stands behind the end of a sequence. Default 0. */
  readonly value?: number;
}

/** A sequence: the numbers of its steps, one after another. */
export type SequenceData = TypedArray | readonly number[];

/** The dtype of sequences: of typed arrays theirs, else f32. */
export type SequenceDType<X extends SequenceData> = X extends TypedArray ? ArrayDType<X> : "f32";

/** The dtype of the targets of sequences. */
export type SequenceTarget<Y extends ArrayData, C extends number | undefined> = TargetDType<Y, C>;

/** The table of padded sequences, and how many there are. */
export function readPadded(sequences: readonly SequenceData[], options: PaddedOptions): { table: Table; size: number } {
  checkOptions<PaddedOptions>("padded", options, ["targets", "classes", "to", "longer", "shape", "value"]);
  const { classes, longer = "error", shape = [], value = 0 } = options;
  checkDimensions("padded: shape", shape);
  const width = sizeOf(shape);
  const { lengths, dtype } = checkSequences(sequences, width);
  const to = options.to ?? lengths.reduce((most, length) => Math.max(most, length), 1);
  checkCount("padded: to", to);
  if (longer !== "cut") checkLongest(lengths, to, longer);
  if (classes !== undefined) checkCount("padded: classes", classes);
  const given = readElements("padded: the targets", options.targets, [], classes === undefined ? "f32" : "i32");
  const targets = convertElements(given);
  if (targets.length !== sequences.length) {
    throw new RensaError(
      "DATA_INVALID",
      `padded: there are ${String(sequences.length)} sequences and ${String(targets.length)} targets; give as many of each.`,
    );
  }
  if (classes !== undefined) checkLabels("padded", targets, 1, classes);
  const type = tensorType(given.dtype, []);
  const column = new ColumnTable(type, type, [{ type, width: 1, data: targets }]);
  const table: Table = {
    inputs: { values: tensorType(dtype, [to, ...shape]), lengths: i32() },
    targets: type,
    depth: 0,
    gather: (rows) => {
      const values = allocate(dtype, rows.length * to * width);
      if (value !== 0) values.fill(value);
      rows.forEach((row, position) => {
        const sequence = sequences[row] ?? [];
        const end = Math.min(sequence.length, to * width);
        for (let at = 0; at < end; at++) values[position * to * width + at] = sequence[at] ?? 0;
      });
      const kept = Int32Array.from(rows, (row) => Math.min(lengths[row] ?? 0, to));
      return [values, kept, ...column.gather(rows)];
    },
  };
  return { table, size: sequences.length };
}

/** How many steps each sequence has, and of which dtype all are. */
function checkSequences(
  sequences: readonly SequenceData[],
  width: number,
): { readonly lengths: readonly number[]; readonly dtype: DType } {
  if (!Array.isArray(sequences)) {
    throw new RensaError("DATA_INVALID", "padded: the sequences are no list; give a list of lists of numbers.");
  }
  if (sequences.length === 0) throw new RensaError("DATA_EMPTY", "padded: there is no sequence; give one at least.");
  const dtypes = new Set<DType>();
  const lengths = sequences.map((sequence: unknown, row) => {
    if (!Array.isArray(sequence) && !(ArrayBuffer.isView(sequence) && !(sequence instanceof DataView))) {
      throw new RensaError(
        "DATA_INVALID",
        `padded: sequence ${String(row)} is neither an array nor a typed array; give one of the two.`,
      );
    }
    const numbers = sequence as SequenceData;
    if (ArrayBuffer.isView(numbers)) dtypes.add(dtypeOf(numbers));
    else {
      dtypes.add("f32");
      const wrong = numbers.findIndex((each: unknown) => typeof each !== "number");
      if (wrong >= 0) {
        throw new RensaError(
          "DATA_INVALID",
          `padded: sequence ${String(row)} has a ${typeof numbers[wrong]} at ${String(wrong)}; give numbers.`,
        );
      }
    }
    if (numbers.length % width === 0) return numbers.length / width;
    throw new RensaError(
      "DATA_INVALID",
      `padded: sequence ${String(row)} has ${String(numbers.length)} elements, which is no multiple of the ${String(width)} in one step; correct the shape or the sequence.`,
    );
  });
  const [dtype = "f32", ...others] = dtypes;
  if (others.length === 0) return { lengths, dtype };
  throw new RensaError(
    "DATA_INVALID",
    `padded: there are sequences of ${[dtype, ...others].join(" and of ")}; give arrays of one kind.`,
  );
}

function checkLongest(lengths: readonly number[], to: number, longer: unknown): void {
  if (longer !== "error") {
    throw new RensaError("DATA_INVALID", `padded: longer is ${String(longer)}; give "error" or "cut".`);
  }
  const row = lengths.findIndex((length) => length > to);
  if (row < 0) return;
  throw new RensaError(
    "DATA_INVALID",
    `padded: sequence ${String(row)} has ${String(lengths[row])} steps, and all are padded to ${String(to)}; give a larger \`to\`, or \`longer: "cut"\`.`,
  );
}
