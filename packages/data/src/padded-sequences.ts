/** Sequences of several lengths as examples, padded to one. */
import {
  allocate,
  checkOptions,
  dtypeOf,
  formatGiven,
  i32,
  RensaError,
  sizeOf,
  tensorType,
  type DType,
  type Shape,
  type TensorType,
  type TypedArray,
} from "@rensa/core";
import { Dataset } from "./dataset.ts";
import { convertElements, readElements, type ArrayData, type ArrayDType } from "./elements.ts";
import { checkCount, checkDimensions, type TargetDType } from "./from-arrays.ts";
import { checkLabels } from "./table/checks.ts";
import { ColumnTable } from "./table/column-table.ts";
import type { Table } from "./table/table.ts";

/**
 * What {@link padSequences} reads.
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

/**
 * Sequences of several lengths, padded to one when a batch is made: inputs `{ values, lengths }`, which a model of
 * `withLengths` reads, with a target for each sequence.
 *
 * @param sequences The numbers of each sequence: typed arrays, which decide the dtype, or lists, which become `f32`.
 * @throws RensaError `DATA_EMPTY` where there is no sequence.
 * @throws RensaError `DATA_INVALID` for a sequence that is longer than `to`, is of another dtype than the others, or
 *   has a
 *   number of elements that is no multiple of a step, naming it; for another number of targets than sequences.
 * @throws RensaError `LABEL_OUT_OF_RANGE` where a target does not fit `classes`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { padSequences } from "@rensa/data";
 *
 * const words = [Int32Array.of(4, 2, 9), Int32Array.of(7)];
 * const reviews = padSequences(words, { targets: [1, 0], classes: 2, to: 4 });
 * const [batch] = reviews.batch(2, { shuffle: false }).batches({ epoch: 0, seed: 0 });
 * console.log(batch?.inputs.values.data, batch?.inputs.lengths.data); // Int32Array [4, 2, 9, 0, 7, 0, 0, 0] Int32Array [3, 1]
 * ```
 */
export function padSequences<
  X extends SequenceData,
  Y extends ArrayData,
  const S extends Shape = readonly [],
  C extends number | undefined = undefined,
  const To extends number = number,
>(
  sequences: readonly X[],
  options: PaddedOptions<Y, S, C, To>,
): Dataset<
  {
    readonly values: TensorType<readonly [To, ...S], SequenceDType<X>>;
    readonly lengths: TensorType<readonly [], "i32">;
  },
  TensorType<readonly [], SequenceTarget<Y, C>>
> {
  const { table, size } = readPadded(sequences, options);
  return Dataset.fromTable(table, size, options.classes);
}

/** The table of padded sequences, and how many there are. */
function readPadded(sequences: readonly SequenceData[], options: PaddedOptions): { table: Table; size: number } {
  checkOptions<PaddedOptions>("padSequences", options, ["targets", "classes", "to", "longer", "shape", "value"]);
  const { classes, longer = "error", shape = [], value = 0 } = options;
  checkDimensions("padSequences: shape", shape);
  const width = sizeOf(shape);
  const { lengths, dtype } = checkSequences(sequences, width);
  const to = options.to ?? lengths.reduce((most, length) => Math.max(most, length), 1);
  checkCount("padSequences: to", to);
  if (longer !== "cut") checkLongest(lengths, to, longer);
  if (classes !== undefined) checkCount("padSequences: classes", classes);
  const given = readElements("padSequences: the targets", options.targets, [], classes === undefined ? "f32" : "i32");
  const targets = convertElements(given);
  if (targets.length !== sequences.length) {
    throw new RensaError(
      "DATA_INVALID",
      `padSequences: there are ${String(sequences.length)} sequences and ${String(targets.length)} targets; give as many of each.`,
    );
  }
  if (classes !== undefined) checkLabels("padSequences", targets, 1, classes);
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
    throw new RensaError("DATA_INVALID", "padSequences: the sequences are no list; give a list of lists of numbers.");
  }
  if (sequences.length === 0)
    throw new RensaError("DATA_EMPTY", "padSequences: there is no sequence; give one at least.");
  const dtypes = new Set<DType>();
  const lengths = sequences.map((sequence: unknown, row) => {
    if (!Array.isArray(sequence) && !(ArrayBuffer.isView(sequence) && !(sequence instanceof DataView))) {
      throw new RensaError(
        "DATA_INVALID",
        `padSequences: sequence ${String(row)} is neither an array nor a typed array; give one of the two.`,
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
          `padSequences: sequence ${String(row)} has a ${typeof numbers[wrong]} at ${String(wrong)}; give numbers.`,
        );
      }
    }
    if (numbers.length % width === 0) return numbers.length / width;
    throw new RensaError(
      "DATA_INVALID",
      `padSequences: sequence ${String(row)} has ${String(numbers.length)} elements, which is no multiple of the ${String(width)} in one step; correct the shape or the sequence.`,
    );
  });
  const [dtype = "f32", ...others] = dtypes;
  if (others.length === 0) return { lengths, dtype };
  throw new RensaError(
    "DATA_INVALID",
    `padSequences: there are sequences of ${[dtype, ...others].join(" and of ")}; give arrays of one kind.`,
  );
}

function checkLongest(lengths: readonly number[], to: number, longer: unknown): void {
  if (longer !== "error") {
    throw new RensaError("DATA_INVALID", `padSequences: longer is ${formatGiven(longer)}; give "error" or "cut".`);
  }
  const row = lengths.findIndex((length) => length > to);
  if (row < 0) return;
  throw new RensaError(
    "DATA_INVALID",
    `padSequences: sequence ${String(row)} has ${String(lengths[row])} steps, and all are padded to ${formatGiven(to)}; give a larger \`to\`, or \`longer: "cut"\`.`,
  );
}
