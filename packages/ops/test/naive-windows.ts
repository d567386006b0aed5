/** Convolution and pooling over two axes as nested loops, with their gradients: what the ops are compared with. */
import { sizeOf, type HostTensor, type Shape } from "@rensa/core";

/** Options, all given, per axis. */
export interface NaiveOptions {
  readonly strides: readonly [number, number];
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
  readonly dilations: readonly [number, number];
  readonly groups: number;
}

/** One product of the convolution: which elements of `x`, `w` and `y` belong together. */
export type Product = (x: number, w: number, y: number) => void;

/** TensorFlow's "same", as pairs. */
export function samePadding(spatial: Shape, window: Shape, strides: Shape, dilations: Shape): NaiveOptions["padding"] {
  const along = (axis: number): readonly [number, number] => {
    const [extent, size, stride, dilation] = [spatial[axis]!, window[axis]!, strides[axis]!, dilations[axis]!];
    const total = Math.max(0, (Math.ceil(extent / stride) - 1) * stride + (size - 1) * dilation + 1 - extent);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  };
  return [along(0), along(1)];
}

/** How many windows fit. */
export function countWindows(x: Shape, w: Shape, { strides, padding, dilations }: NaiveOptions): [number, number] {
  const along = (axis: 0 | 1): number => {
    const [before, after] = padding[axis];
    const span = (w[axis]! - 1) * dilations[axis] + 1;
    return Math.floor((x[axis + 1]! + before + after - span) / strides[axis]) + 1;
  };
  return [along(0), along(1)];
}

/** Visits every product of the convolution of `x` [n, h, w, c] with `w` [kh, kw, c / groups, j] to `y`. */
export function visitProducts(x: Shape, w: Shape, y: Shape, options: NaiveOptions, visit: Product): void {
  const { strides, padding, dilations, groups } = options;
  const [batch, height, width, channels] = x as [number, number, number, number];
  const [windowHeight, windowWidth, perGroup, out] = w as [number, number, number, number];
  const outPerGroup = out / groups;
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < y[1]!; row++)
      for (let column = 0; column < y[2]!; column++)
        for (let j = 0; j < out; j++)
          for (let a = 0; a < windowHeight; a++)
            for (let b = 0; b < windowWidth; b++)
              for (let c = 0; c < perGroup; c++) {
                const h = row * strides[0] + a * dilations[0] - padding[0][0];
                const v = column * strides[1] + b * dilations[1] - padding[1][0];
                if (h < 0 || h >= height || v < 0 || v >= width) continue;
                const channel = Math.floor(j / outPerGroup) * perGroup + c;
                visit(
                  ((n * height + h) * width + v) * channels + channel,
                  ((a * windowWidth + b) * perGroup + c) * out + j,
                  ((n * y[1]! + row) * y[2]! + column) * out + j,
                );
              }
}

/** Visits, for every element of the pool's result, the elements of its window with their positions in it. */
export function visitWindows(
  x: Shape,
  window: Shape,
  { strides, padding }: NaiveOptions,
  visit: (y: number, elements: readonly { readonly x: number; readonly position: number }[]) => void,
): void {
  const [batch, height, width, channels] = x as [number, number, number, number];
  const [rows, columns] = countWindows(x, window, { strides, padding, dilations: [1, 1], groups: 1 });
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let c = 0; c < channels; c++) {
          const elements: { x: number; position: number }[] = [];
          for (let a = 0; a < window[0]!; a++)
            for (let b = 0; b < window[1]!; b++) {
              const h = row * strides[0] + a - padding[0][0];
              const v = column * strides[1] + b - padding[1][0];
              if (h < 0 || h >= height || v < 0 || v >= width) continue;
              elements.push({ x: ((n * height + h) * width + v) * channels + c, position: a * window[1]! + b });
            }
          visit(((n * rows + row) * columns + column) * channels + c, elements);
        }
}

/** Zeros in double precision. */
export function zeros(shape: Shape): HostTensor<Shape, "f64"> {
  return { shape, dtype: "f64", data: new Float64Array(sizeOf(shape)) };
}
