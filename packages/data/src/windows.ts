/** Windows of a long series as examples, with the steps behind each as targets. */
import {
  allocate,
  checkOptions,
  RensaError,
  sizeOf,
  tensorType,
  type Shape,
  type TensorType,
  type TypedArray,
} from "@rensa/core";
import { Dataset } from "./dataset.ts";
import { convertElements, readElements, type ArrayData, type ArrayDType } from "./elements.ts";
import { checkCount, checkDimensions } from "./from-arrays.ts";
import type { Table } from "./table/table.ts";

/**
 * How {@link cutWindows} cuts a series.
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

/**
 * Windows of a long series, with the steps behind each as targets: inputs `[length, ...shape]`, targets
 * `[horizon, ...shape]`. Nothing is copied until a batch is made. Cut a series in two before, and not the windows, where
 * a test must not know of what lies behind it.
 *
 * @param series All steps, one after another.
 * @throws RensaError `DATA_EMPTY` where the series is too short for one window.
 * @throws RensaError `DATA_INVALID` for options that are no positive integers, or a series that is no multiple of a
 *   step.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { cutWindows } from "@rensa/data";
 *
 * const forecast = cutWindows([0, 1, 2, 3, 4, 5, 6], { length: 3, horizon: 2, stride: 2 });
 * console.log(forecast.size, forecast.at(1).inputs.data, forecast.at(1).targets.data); // 2 Float32Array [2, 3, 4] Float32Array [5, 6]
 * ```
 */
export function cutWindows<
  X extends ArrayData,
  const L extends number,
  const H extends number = 1,
  const S extends Shape = readonly [],
>(
  series: X,
  options: WindowsOptions<L, H, S>,
): Dataset<TensorType<readonly [L, ...S], ArrayDType<X>>, TensorType<readonly [H, ...S], ArrayDType<X>>> {
  const { table, size } = readWindows(series, options);
  return Dataset.fromTable(table, size);
}

/** The table of windows, and how many there are. */
function readWindows(series: ArrayData, options: WindowsOptions): { table: Table; size: number } {
  checkOptions<WindowsOptions>("cutWindows", options, ["length", "horizon", "stride", "shape"]);
  const { length, horizon = 1, stride = 1, shape = [] } = options;
  checkCount("cutWindows: length", length);
  checkCount("cutWindows: horizon", horizon);
  checkCount("cutWindows: stride", stride);
  checkDimensions("cutWindows: shape", shape);
  const elements = readElements("cutWindows: the series", series, shape, "f32");
  const data = convertElements(elements);
  const width = sizeOf(shape);
  if (data.length % width !== 0) {
    throw new RensaError(
      "DATA_INVALID",
      `cutWindows: the series has ${String(data.length)} elements, which is no multiple of the ${String(width)} in one step; correct the shape or the array.`,
    );
  }
  const steps = data.length / width;
  if (steps < length + horizon) {
    throw new RensaError(
      "DATA_EMPTY",
      `cutWindows: ${String(steps)} steps hold no window of ${String(length)} and ${String(horizon)} behind it; give a longer series or shorter windows.`,
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
