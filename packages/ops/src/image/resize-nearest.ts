/** Images of another size, by the nearest pixels. */
import { makeOp, type DType, wholeNumber, listOf, type Shape, type Tensor } from "@rensa/core";
import { checkImages, checkSize } from "./image-checks.ts";
import type { ImageCheck, ImageSize, Resized } from "./image-types.ts";
import { resampleNearest } from "./resample-nearest.ts";
import { checkAlignment, nearestSamplingOf, type Alignment } from "./sampling.ts";

/**
 * The images `[batch, height, width, channels]` in another size `[height, width]`, each pixel that of the nearest.
 *
 * Along an axis of extent `e` made `t` long, pixel `i` is pixel `floor(i * e / t)` (the default, PyTorch's `interpolate`
 * with `mode="nearest"`); with `halfPixelCenters` pixel `floor((i + 1/2) * e / t)` (PyTorch's `"nearest-exact"`); with
 * `alignCorners` pixel `round(i * (e - 1) / (t - 1))`, halves up. Places are computed exactly, so that they are right also
 * where PyTorch's floats are rounded to the neighbor. With whole factors it is an index map, and its gradient sums
 * blocks.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `ATTRIBUTE_INVALID` for what is no size, or for both
 *   options.
 *
 * @example
 * ```ts
 * import { resizeNearest } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ images: f32(8, 14, 14, 3) }, ({ images }) => resizeNearest(images, [28, 28]));
 * console.log(traced.result); // { shape: [8, 28, 28, 3], dtype: "f32" }
 * ```
 */
export const resizeNearest = makeOp({
  name: "resize_nearest",
  attributes: { size: listOf(wholeNumber(1, { minimum: 1 })), alignCorners: false, halfPixelCenters: false },
  forward: {
    composite: ([x], { size, ...alignment }) =>
      size.reduce((images, target, at) => {
        const extent = x.shape[at + 1] ?? 1;
        if (extent === target) return images;
        // One pixel is the nearest of all; the corners of one cannot be aligned.
        const sampling =
          extent === 1 ? { step: 1, offset: 0, scale: target } : nearestSamplingOf(extent, target, alignment);
        return resampleNearest(images, at + 1, target, sampling);
      }, x),
  },
  check: ({ size, ...alignment }, [x]) => {
    checkImages("resizeNearest", x);
    checkSize("resizeNearest", size);
    checkAlignment("resizeNearest", alignment);
  },
  takes: "x, size, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Size extends ImageSize>(
      x: Tensor<S, D> & ImageCheck<"resizeNearest", S>,
      size: Size,
      options?: Partial<Alignment>,
    ): Tensor<Resized<S, Size>, D> =>
      apply([x], {
        size,
        alignCorners: options?.alignCorners ?? false,
        halfPixelCenters: options?.halfPixelCenters ?? false,
      }),
});
