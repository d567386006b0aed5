/** Sequences of several lengths, sorted into buckets, so that short ones are not padded to the longest. */
import {
  allocate,
  checkKind,
  checkOptions,
  RensaError,
  sizeOf,
  tensorType,
  type Shape,
  type TensorType,
} from "@rensa/core";
import type { Dataset } from "./dataset.ts";
import type { ArrayData } from "./elements.ts";
import { checkCount } from "./from-arrays.ts";
import type { Table } from "./table/table.ts";
import { leavesOf } from "./table/tree-types.ts";
import {
  padSequences,
  type PaddedOptions,
  type SequenceData,
  type SequenceDType,
  type SequenceTarget,
} from "./padded-sequences.ts";

/** What {@link padInBuckets} reads: as {@link padSequences}, but for the lengths of the buckets. */
export interface BucketOptions<
  Y extends ArrayData = ArrayData,
  S extends Shape = Shape,
  C extends number | undefined = number | undefined,
> extends Omit<PaddedOptions<Y, S, C>, "to"> {
  /** To how many steps the sequences of each bucket are padded, in any order. */
  readonly to: readonly number[];
}

/** The data set of a bucket. */
export type BucketOf<
  X extends SequenceData,
  Y extends ArrayData,
  S extends Shape,
  C extends number | undefined,
> = Dataset<
  {
    readonly values: TensorType<readonly [number, ...S], SequenceDType<X>>;
    readonly lengths: TensorType<readonly [], "i32">;
  },
  TensorType<readonly [], SequenceTarget<Y, C>>
>;

/**
 * Sequences by length: a data set for each bucket that has any, from the shortest bucket to the longest, in which sequences are
 * padded to the bucket's length. Each sequence is in the first bucket that holds it. One program serves the batches of a
 * bucket; programs of all buckets share their parameters in a store (`createStore`), as a loop around `trainStep` has them.
 *
 * @param sequences - The sequences, of any lengths.
 *
 * @throws RensaError As {@link padSequences}; `DATA_INVALID` for lengths of buckets that are no positive integers,
 *   and none.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `DATA_EMPTY` where there is nothing.
 *
 * @example
 * ```ts
 * import { padInBuckets } from "@rensa/data";
 *
 * const words = [Int32Array.of(4, 2, 9), Int32Array.of(7), Int32Array.of(1, 2, 3, 4, 5)];
 * const buckets = padInBuckets(words, { targets: [1, 0, 1], classes: 2, to: [2, 4, 8] });
 * console.log(buckets.map(({ size, inputs }) => [size, inputs.values.shape[0]])); // [[1, 2], [1, 4], [1, 8]]
 * ```
 */
export function padInBuckets<
  X extends SequenceData,
  Y extends ArrayData,
  const S extends Shape = readonly [],
  C extends number | undefined = undefined,
>(sequences: readonly X[], options: BucketOptions<Y, S, C>): readonly BucketOf<X, Y, S, C>[] {
  checkOptions<BucketOptions>("padInBuckets", options, ["targets", "classes", "to", "longer", "shape", "value"]);
  checkKind("padInBuckets: to", options.to, "list");
  for (const length of options.to) checkCount("padInBuckets: a length of to", length);
  const lengths = [...new Set(options.to)].sort((one, other) => one - other);
  const longest = lengths.at(-1) ?? 0;
  checkCount("padInBuckets: the longest of to", longest);
  // All of it, so that what is wrong is told with its place among all.
  const all = padSequences<X, Y, S, C>(sequences, { ...options, to: longest });
  const bucketOf = Array.from({ length: all.size }, (_, row) => {
    const steps = all.at(row).inputs.lengths.data[0] ?? 0;
    return lengths.findIndex((length) => steps <= length);
  });
  return lengths.flatMap((to, bucket) => {
    const rows = bucketOf.flatMap((own, row) => (own === bucket ? [row] : []));
    if (rows.length === 0) return [];
    return [
      all
        .select(rows)
        .withTable<BucketOf<X, Y, S, C>["inputs"], BucketOf<X, Y, S, C>["targets"]>((table) => cut(table, to)),
    ];
  });
}

/** A table of padded sequences without what is behind so many steps. */
function cut(table: Table, to: number): Table {
  const [values, lengths] = leavesOf(table.inputs).map(([, type]) => type);
  if (values === undefined || lengths === undefined)
    throw new RensaError("INTERNAL", "Padded sequences have no lengths.");
  const [whole = 0, ...step] = values.shape;
  const width = sizeOf(step);
  return {
    inputs: { values: tensorType(values.dtype, [to, ...step]), lengths },
    targets: table.targets,
    depth: table.depth,
    gather: (rows, pass) => {
      const [padded = allocate(values.dtype, 0), ...others] = table.gather(rows, pass);
      const shorter = allocate(values.dtype, rows.length * to * width);
      for (let row = 0; row < rows.length; row++) {
        const from = row * whole * width;
        shorter.set(padded.subarray(from, from + to * width), row * to * width);
      }
      return [shorter, ...others];
    },
  };
}
