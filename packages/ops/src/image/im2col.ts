/** The windows of images as rows, and images from such rows: each other's transpose. */
import { makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { windowsOn } from "../convolution/window-options.ts";
import { reshape } from "../shape/reshape.ts";
import { checkImages, checkSize } from "./image-checks.ts";
import type { ImageCheck, ImageSize } from "./image-types.ts";
import type { PatchColumns, PatchOptions } from "./patch-types.ts";
import { addPatches, extractPatches, patchAttributes } from "./patches.ts";

/**
 * The windows `[windowHeight, windowWidth]` of the images `[batch, height, width, channels]`, each as one row:
 * `[batch, outHeight, outWidth, windowHeight * windowWidth * channels]`. A convolution is the matrix product of it with
 * the weights as a matrix. Windows lie as those of `conv2d`: `strides`, `padding` and `dilations` mean the same, and what
 * lies outside is 0. As TensorFlow's `extract_patches`; PyTorch's `unfold` counts channels before the window.
 *
 * It is an index map, so what reads it can read the images instead.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `ATTRIBUTE_INVALID` for options that are no such numbers,
 *   `SHAPE_MISMATCH` where no window fits.
 *
 * @example
 * ```ts
 * import { im2col } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ images: f32(8, 32, 32, 3) }, ({ images }) => im2col(images, [4, 4], { strides: 4 }));
 * console.log(traced.result); // { shape: [8, 8, 8, 48], dtype: "f32" }
 * ```
 */
export const im2col = makeOp({
  name: "im2col",
  attributes: patchAttributes,
  forward: {
    composite: ([x], patches) => {
      const windows = extractPatches(x, patches);
      return reshape(windows, [...windows.shape.slice(0, 3), rowOf(patches.window, x.shape[3] ?? 1)]);
    },
  },
  takes: "x, window, options?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Window extends ImageSize,
      const Options extends PatchOptions = PatchOptions,
    >(
      x: Tensor<S, D> & ImageCheck<"im2col", S>,
      window: Window,
      options?: Options,
    ): Tensor<PatchColumns<S, Window, Options>, D> => {
      checkImages("im2col", x);
      checkSize("im2col", window);
      const geometry = windowsOn("im2col", x.shape.slice(1, 3), window, options ?? {});
      return apply([x], { ...geometry, window });
    },
});

/**
 * The images `[batch, height, width, channels]` of a size `[height, width]` in which each pixel is the sum of what the
 * windows have for it: the transpose of {@link im2col}, and of windows that do not overlap its inverse. `x` has the shape
 * that `im2col` returns of such images, and the window and options are the same. As PyTorch's `fold`, which counts channels
 * before the window.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `ATTRIBUTE_INVALID` for options that are no such numbers,
 *   `SHAPE_MISMATCH` where windows on the size are not as many, or rows are no multiple of a window.
 *
 * @example
 * ```ts
 * import { col2im } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ rows: f32(8, 8, 8, 48) }, ({ rows }) => col2im(rows, [32, 32], [4, 4], { strides: 4 }));
 * console.log(traced.result); // { shape: [8, 32, 32, 3], dtype: "f32" }
 * ```
 */
export const col2im = makeOp({
  name: "col2im",
  attributes: patchAttributes,
  forward: {
    composite: ([x], patches) => {
      const channels = (x.shape[3] ?? 1) / rowOf(patches.window, 1);
      return addPatches(reshape(x, [...x.shape.slice(0, 3), ...patches.window, channels]), patches);
    },
  },
  takes: "x, size, window, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Size extends ImageSize>(
      x: Tensor<S, D> & ImageCheck<"col2im", S>,
      size: Size,
      window: ImageSize,
      options?: PatchOptions,
    ): Tensor<readonly [number, Size[0], Size[1], number], D> => {
      checkImages("col2im", x);
      checkSize("col2im", size);
      checkSize("col2im", window);
      const geometry = windowsOn("col2im", size, window, options ?? {});
      checkRows(x.shape, geometry.extents, window);
      return apply([x], { ...geometry, extents: size, window });
    },
});

/** How long the row of a window is. */
function rowOf([height = 1, width = 1]: Shape, channels: number): number {
  return height * width * channels;
}

function checkRows(shape: Shape, counts: Shape, window: Shape): void {
  const row = rowOf(window, 1);
  if (shape[1] === counts[0] && shape[2] === counts[1] && (shape[3] ?? 0) % row === 0) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `col2im: ${formatShape(shape)} are not ${formatShape(counts)} windows of ${formatShape(window)}, as the size and the options say; give [batch, ${String(counts[0])}, ${String(counts[1])}, ${String(row)} * channels].`,
  );
}
