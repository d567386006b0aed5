/**
 * Fits scalings to a data set, in one pass over it.
 *
 * Source of the running mean and variance: B. P. Welford, "Note on a method for calculating corrected sums of squares
 * and products", Technometrics 4 (1962).
 */
import { checkParts, sizeOf, tensorType, type HostTensorsOf, type TypedArray, type TypeTree } from "@rensa/core";
import type { Dataset } from "./dataset.ts";
import type { StatisticType } from "./scaled-types.ts";
import { isScaled, Scaling } from "./scaling.ts";
import { arraysOf } from "./table/table.ts";
import { leavesOf, mapTypes, withData } from "./table/tree-types.ts";

/**
 * A scaling to mean 0 and deviation 1, as {@link standardize} fits it.
 *
 * @example
 * ```ts
 * import { Dataset, type Standardization, standardize } from "@rensa/data";
 *
 * const train = Dataset.fromArrays({ inputs: [[1, 10], [3, 30]], targets: [0, 1], shape: [2] });
 * const scaling: Standardization<typeof train.inputs> = standardize(train);
 * console.log(scaling.apply(train).at(0).inputs.data); // Float32Array [-1, -1]
 * ```
 */
export class Standardization<E> extends Scaling<E> {
  /** The mean of each feature. */
  get mean(): HostTensorsOf<StatisticType<E>> {
    return this.offset;
  }

  /** The standard deviation of each feature (of the population: divided by n), or 1 where a feature does not vary. */
  get deviation(): HostTensorsOf<StatisticType<E>> {
    return this.divisor;
  }
}

/**
 * Fits y = (x - mean) / deviation to the inputs of a data set, feature by feature. Fit to the examples that you train
 * on, and apply the same to all others. A feature that does not vary becomes 0. Columns of `i32` and `bool` hold
 * categories and are left alone. As scikit-learn's `StandardScaler`.
 *
 * @param dataset - The data set.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset, standardize } from "@rensa/data";
 *
 * const all = Dataset.fromArrays({ inputs: [[1, 10], [3, 30], [5, 80]], targets: [0, 1, 2], shape: [2] });
 * const scaling = standardize(all.take(2));
 * console.log(scaling.mean.data, scaling.deviation.data); // Float64Array [2, 20], Float64Array [1, 10]
 * console.log(scaling.apply(all).at(2).inputs.data); // Float32Array [3, 6]
 * ```
 */
export function standardize<I, T>(dataset: Dataset<I, T>): Standardization<I> {
  checkParts("standardize: the data set", dataset, "inputs", "targets", "size");
  return fit(dataset.inputs, eachBatch(dataset, "inputs"), moments, Standardization<I>);
}

/**
 * As {@link standardize}, for the targets: what a regression is trained on. Use `applyToTargets`, and `restore` on what
 * the model predicts.
 *
 * @param dataset - The data set.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { Dataset, standardizeTargets } from "@rensa/data";
 *
 * const prices = Dataset.fromArrays({ inputs: [1, 2], targets: [[100], [300]], shape: [], targetShape: [1] });
 * const scaling = standardizeTargets(prices);
 * console.log(scaling.applyToTargets(prices).at(0).targets.data); // Float32Array [-1]
 * console.log(scaling.restore(hostTensor([[0.5]])).data); // Float32Array [250]
 * ```
 */
export function standardizeTargets<I, T>(dataset: Dataset<I, T>): Standardization<T> {
  checkParts("standardizeTargets: the data set", dataset, "inputs", "targets", "size");
  return fit(dataset.targets, eachBatch(dataset, "targets"), moments, Standardization<T>);
}

/**
 * Fits y = (x - minimum) / (maximum - minimum) to the inputs, feature by feature, so that they lie from 0 to 1. A feature
 * that does not vary becomes 0. Columns of `i32` and `bool` are left alone. As scikit-learn's `MinMaxScaler`.
 *
 * @param dataset - The data set.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset, minMaxScale } from "@rensa/data";
 *
 * const pixels = Dataset.fromArrays({ inputs: Uint8Array.of(10, 60, 110), targets: [0, 1, 2], shape: [] });
 * console.log(minMaxScale(pixels).apply(pixels).at(1).inputs.data); // Float32Array [0.5]
 * ```
 */
export function minMaxScale<I, T>(dataset: Dataset<I, T>): Scaling<I> {
  checkParts("minMaxScale: the data set", dataset, "inputs", "targets", "size");
  return fit(dataset.inputs, eachBatch(dataset, "inputs"), ranges, Scaling<I>);
}

/** What is known of one feature: its offset and its divisor, in the end. */
interface Statistic {
  add(elements: TypedArray): void;
  offset(): Float64Array;
  divisor(): Float64Array;
}

function fit<E, F extends Scaling<E>>(
  type: E,
  batches: Iterable<unknown>,
  statistic: (width: number) => Statistic,
  Fitted: new (type: E, offset: HostTensorsOf<StatisticType<E>>, divisor: HostTensorsOf<StatisticType<E>>) => F,
): F {
  const tree = type as TypeTree;
  const leaves = leavesOf(tree);
  const statistics = leaves.map(([, { dtype, shape }]) =>
    isScaled(dtype) ? statistic(sizeOf(shape)) : categories(sizeOf(shape)),
  );
  for (const batch of batches) {
    arraysOf(batch).forEach((array, index) => {
      statistics[index]?.add(array);
    });
  }
  const numbers = mapTypes<TypeTree>(tree, ({ shape }) => tensorType("f64", shape));
  const collected = (read: (statistic: Statistic) => Float64Array): HostTensorsOf<StatisticType<E>> =>
    withData<HostTensorsOf<StatisticType<E>>>(numbers, statistics.map(read), ({ shape }) => shape);
  return new Fitted(
    type,
    collected((found) => found.offset()),
    collected((found) => found.divisor()),
  );
}

function* eachBatch<I, T>(dataset: Dataset<I, T>, side: "inputs" | "targets"): Generator<unknown, undefined> {
  const source = dataset.batch(Math.min(256, dataset.size), { shuffle: false, remainder: "keep" });
  for (const batch of source.batches({ epoch: 0, seed: 0 })) yield batch[side];
  return undefined;
}

function moments(width: number): Statistic {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  let count = 0;
  return {
    add: (elements) => {
      for (let index = 0; index < elements.length; index++) {
        const feature = index % width;
        if (feature === 0) count++;
        const x = elements[index] ?? 0;
        const before = x - (mean[feature] ?? 0);
        mean[feature] = (mean[feature] ?? 0) + before / count;
        squares[feature] = (squares[feature] ?? 0) + before * (x - (mean[feature] ?? 0));
      }
    },
    offset: () => mean,
    divisor: () => squares.map((sum) => Math.sqrt(sum / count) || 1),
  };
}

function ranges(width: number): Statistic {
  const least = new Float64Array(width).fill(Infinity);
  const most = new Float64Array(width).fill(-Infinity);
  return {
    add: (elements) => {
      for (let index = 0; index < elements.length; index++) {
        const x = elements[index] ?? 0;
        const feature = index % width;
        least[feature] = Math.min(least[feature] ?? x, x);
        most[feature] = Math.max(most[feature] ?? x, x);
      }
    },
    offset: () => least,
    divisor: () => most.map((value, feature) => value - (least[feature] ?? 0) || 1),
  };
}

function categories(width: number): Statistic {
  return {
    add: () => undefined,
    offset: () => new Float64Array(width),
    divisor: () => new Float64Array(width).fill(1),
  };
}
