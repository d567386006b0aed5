/** The contract between data and a trainer: typed batches of one fixed shape, in an order that a seed decides. */
import type { HostTensorsOf, TensorType } from "@rensa/core";

/**
 * One batch: the arrays that one training step reads. The first dimension of every tensor counts the examples.
 *
 * @typeParam I - the type of a batch of inputs, batch dimension included: a tensor's, or a tree of them.
 * @typeParam T - the type of a batch of targets, batch dimension included.
 *
 * @example
 * ```ts
 * import { f32, i32 } from "@rensa/core";
 * import type { Batch } from "@rensa/data";
 *
 * const inputs = { ...f32(2, 3), data: new Float32Array(6) };
 * const targets = { ...i32(2), data: new Int32Array(2) };
 * const batch: Batch<typeof inputs, typeof targets> = { inputs, targets };
 * console.log(batch.inputs.shape); // [2, 3]
 * ```
 */
export interface Batch<I = TensorType, T = TensorType> {
  /** What the model reads, such as `f32[32,784]`, or `{ numbers: f32[32,5], city: i32[32] }`. */
  readonly inputs: HostTensorsOf<I>;
  /** What the loss compares with, such as `i32[32]`. */
  readonly targets: HostTensorsOf<T>;
}

/**
 * Which pass over the data is wanted. The order depends on these values and on nothing else.
 *
 * @example
 * ```ts
 * import type { EpochOptions } from "@rensa/data";
 *
 * const third: EpochOptions = { epoch: 2, seed: 7 };
 * ```
 */
export interface EpochOptions {
  /** The number of the pass, from 0. */
  readonly epoch: number;
  /** Any integer. The same seed and epoch give the same order, in every process and on every machine. */
  readonly seed: number;
  /** Whether to shuffle; where it is not given, the source decides. An evaluation gives `false`. */
  readonly shuffle?: boolean;
  /** Batches to leave out at the start; those that follow are the same, bit for bit. Default 0. */
  readonly start?: number;
}

/**
 * Where a trainer gets its batches. {@link Dataset.batch} makes one; anything else that has these members will do,
 * such as a reader of files, which yields asynchronously.
 *
 * A source has three duties. Every batch has exactly the declared types (a last, smaller batch is allowed only where
 * the batch dimension is declared as `number`). The batches and their order are a function of the {@link EpochOptions}, and
 * a pass that starts later has those of the whole pass from there on. The arrays of a
 * batch are not written to after they were yielded.
 *
 * @typeParam I - the type of a batch of inputs, such as `TensorType<readonly [32, 784], "f32">`, or a tree of types.
 * @typeParam T - the type of a batch of targets.
 *
 * @example
 * ```ts
 * import { f32, type TensorType } from "@rensa/core";
 * import type { BatchSource } from "@rensa/data";
 *
 * // An endless curve, sampled: y = sin x, with 4 batches called one epoch.
 * type Points = TensorType<readonly [8, 1], "f32">;
 * const sine: BatchSource<Points, Points> = {
 *   inputs: f32(8, 1),
 *   targets: f32(8, 1),
 *   batchesPerEpoch: 4,
 *   examplesPerEpoch: 32,
 *   *batches({ epoch, start = 0 }) {
 *     for (let batch = start; batch < 4; batch++) {
 *       const x = Float32Array.from({ length: 8 }, (_, row) => epoch + batch + row / 8);
 *       yield { inputs: { ...f32(8, 1), data: x }, targets: { ...f32(8, 1), data: x.map(Math.sin) } };
 *     }
 *   },
 * };
 * console.log(sine.examplesPerEpoch); // 32
 * ```
 */
export interface BatchSource<I = TensorType, T = TensorType> {
  /** The type of a full batch of inputs. */
  readonly inputs: I;
  /** The type of a full batch of targets. */
  readonly targets: T;
  /** How many batches one pass yields. */
  readonly batchesPerEpoch: number;
  /** How many examples one pass visits; fewer than there are where a remainder is dropped. */
  readonly examplesPerEpoch: number;
  /** The batches of one pass. */
  batches(options: EpochOptions): Iterable<Batch<I, T>> | AsyncIterable<Batch<I, T>>;
}

/**
 * A {@link BatchSource} whose batches are in memory, so that a plain `for` loop reads them. The iterable may be read
 * more than once, and gives the same batches in fresh arrays each time.
 *
 * @example
 * ```ts
 * import { Dataset, type MemoryBatchSource } from "@rensa/data";
 *
 * const squares = Dataset.fromArrays({ inputs: [[1], [2], [3]], targets: [1, 4, 9], shape: [1] });
 * const source: MemoryBatchSource = squares.batch(1, { shuffle: false });
 * for (const batch of source.batches({ epoch: 0, seed: 0 })) console.log(batch.inputs.data, batch.targets.data);
 * ```
 */
export interface MemoryBatchSource<I = TensorType, T = TensorType> extends BatchSource<I, T> {
  /** The batches of one pass, each gathered when it is asked for. */
  batches(options: EpochOptions): Iterable<Batch<I, T>>;
}
