/** A convolution's weight is used at many places, and its gradient is the sum of what each of them says. */
import { im2col, matmul, mul, reshape, square, sub, sum } from "@rensa/ops";
import { compile, f64, gradientsOf, trace } from "rensa";

/** Numbers in rows of equal length. */
export type Grid = readonly (readonly number[])[];

/** What {@link convolutionGradient} is given. */
export interface Convolution {
  /** Rows of pixels. */
  readonly image: Grid;
  /** Rows of weights, no larger than the image; it is laid on every place where it fits. */
  readonly weights: Grid;
  /** What the outputs should be. Default: 0 everywhere. */
  readonly target?: Grid;
}

/** What a place says. */
export interface PlaceGradient {
  /** Where the window's first pixel is. */
  readonly row: number;
  readonly column: number;
  /** The output there. */
  readonly output: number;
  /** The derivative of the error by that output. */
  readonly delta: number;
  /** The gradient by the weights, if only this place used them: delta times the pixels of the window. */
  readonly gradient: Grid;
}

/** What {@link convolutionGradient} finds. Plain data. */
export interface ConvolutionGradient {
  /** Half the sum of the squared distances to the target. */
  readonly error: number;
  /** Row by row. */
  readonly places: readonly PlaceGradient[];
  /** The sum of the gradients of all places. */
  readonly sum: Grid;
  /** The gradient by the weights that all places share, which the library computes by itself. */
  readonly gradient: Grid;
}

/**
 * Computes the gradient of a convolution twice: by the weights that all places share, and by as many copies of them as there
 * are places, of which each place has its own.
 *
 * @throws RensaError where the weights are larger than the image, or the target has another size than the output.
 */
export async function convolutionGradient({ image, weights, target }: Convolution): Promise<ConvolutionGradient> {
  const [height, width] = sizeOf(image);
  const window = sizeOf(weights);
  const [rows, columns] = [height - window[0] + 1, width - window[1] + 1];
  const size = window[0] * window[1];
  const count = rows * columns;
  const wanted = target ?? Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  const shared = trace(
    { image: f64(height, width), weights: f64(...window), target: f64(rows, columns) },
    ({ image: pixels, weights: kernel, target: goal }) => {
      const windows = reshape(im2col(reshape(pixels, [1, height, width, 1]), window), [count, size]);
      const outputs = matmul(windows, reshape(kernel, [size, 1]));
      const error = mul(sum(square(sub(reshape(outputs, [rows, columns]), goal))), 0.5);
      return { error, outputs, deltas: gradientsOf(error, outputs), gradient: gradientsOf(error, kernel) };
    },
  );
  const untied = trace(
    { image: f64(height, width), copies: f64(count, size), target: f64(rows, columns) },
    ({ image: pixels, copies, target: goal }) => {
      const windows = reshape(im2col(reshape(pixels, [1, height, width, 1]), window), [count, size]);
      const outputs = sum(mul(windows, copies), [1]);
      return gradientsOf(mul(sum(square(sub(reshape(outputs, [rows, columns]), goal))), 0.5), copies);
    },
  );
  const found = (await compile(shared)).run({ image, weights, target: wanted });
  const copies = Array.from({ length: count }, () => weights.flat());
  const each = [...(await compile(untied)).run({ image, copies, target: wanted }).data];
  const places = Array.from({ length: count }, (_, at): PlaceGradient => ({
    row: Math.floor(at / columns),
    column: at % columns,
    output: found.outputs.data[at] ?? Number.NaN,
    delta: found.deltas.data[at] ?? Number.NaN,
    gradient: inRows(each.slice(at * size, (at + 1) * size), window[1]),
  }));
  const total = places.reduce(
    (before, { gradient }) => before.map((value, at) => value + (gradient.flat()[at] ?? Number.NaN)),
    new Array<number>(size).fill(0),
  );
  return {
    error: found.error.data[0] ?? Number.NaN,
    places,
    sum: inRows(total, window[1]),
    gradient: inRows([...found.gradient.data], window[1]),
  };
}

function sizeOf(grid: Grid): readonly [number, number] {
  return [grid.length, grid[0]?.length ?? 0];
}

function inRows(numbers: readonly number[], length: number): Grid {
  return Array.from({ length: numbers.length / length }, (_, row) => numbers.slice(row * length, (row + 1) * length));
}
