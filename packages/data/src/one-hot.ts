/** Labels as vectors of zeros and a one. */
import {
  formatGiven,
  checkParts,
  RensaError,
  sizeOf,
  tensorType,
  type HostTensor,
  type Shape,
  type TensorType,
  type TypedArray,
} from "@rensa/core";
import type { Dataset } from "./dataset.ts";
import { checkCount } from "./from-arrays.ts";
import { ElementwiseTable } from "./table/elementwise-table.ts";
import { columnsOf } from "./table/table.ts";

/**
 * One label as a vector of `classes` numbers, of which one is 1 and the others are 0: for use in `map` and
 * `fromRecords`.
 *
 * @param label - The class, from 0.
 * @param classes - The number of classes; labels are the integers from 0 below it.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE` where it is no integer from 0 to `classes - 1`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { oneHotVector } from "@rensa/data";
 *
 * console.log(oneHotVector(2, 4).data); // Float32Array [0, 0, 1, 0]
 * ```
 */
export function oneHotVector<const C extends number>(label: number, classes: C): HostTensor<readonly [C], "f32"> {
  checkLabel("oneHotVector: the label is", label, classes);
  const data = new Float32Array(classes);
  data[label] = 1;
  return { shape: [classes], dtype: "f32", data };
}

/**
 * The data set with its targets, labels from 0 to `classes - 1`, as one-hot vectors: a last dimension of `classes`
 * numbers is added. (Losses such as `softmaxCrossEntropy` take labels as they are.)
 *
 * @param dataset - The data set.
 * @param classes - The number of classes; labels are the integers from 0 below it.
 *
 * @throws RensaError `DATA_INVALID` where the number of classes is no positive integer.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE` where a target is no such label, when it is read.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset, oneHot } from "@rensa/data";
 *
 * const labeled = Dataset.fromArrays({ inputs: [5, 6], targets: [0, 2], shape: [], classes: 3 });
 * console.log(oneHot(labeled, 3).at(1).targets.data); // Float32Array [0, 0, 1]
 * ```
 */
export function oneHot<I, S extends Shape, const C extends number>(
  dataset: Dataset<I, TensorType<S>>,
  classes: C,
): Dataset<I, TensorType<readonly [...S, C], "f32">> {
  checkParts("oneHot: the data set", dataset, "inputs", "targets", "size");
  checkCount("oneHot: classes", classes);
  return dataset.withTable((table) => {
    const columns = columnsOf(table);
    return new ElementwiseTable(
      table,
      columns.map(([, { shape }], index) => {
        if (index < columns.length - 1) return undefined;
        const map = (labels: TypedArray, rows: Uint32Array): Float32Array => {
          const vectors = new Float32Array(labels.length * classes);
          labels.forEach((label, position) => {
            const row = rows[Math.floor(position / sizeOf(shape))] ?? 0;
            checkLabel(`oneHot: row ${String(row)} has the label`, label, classes);
            vectors[position * classes + label] = 1;
          });
          return vectors;
        };
        return { type: tensorType("f32", [...shape, classes]), map };
      }),
    );
  });
}

function checkLabel(place: string, label: number, classes: number): void {
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new RensaError(
    "LABEL_OUT_OF_RANGE",
    `${place} ${formatGiven(label)}, but with ${String(classes)} classes a label is an integer from 0 to ` +
      `${String(classes - 1)}; correct the label or the number of classes.`,
  );
}
