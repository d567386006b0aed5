/** Images of another size, by linear interpolation. */
import { broadcastTo, makeOp, type DType, wholeNumber, listOf, type Shape, type Tensor } from "@rensa/core";
import { checkFloats, checkImages, checkSize } from "./image-checks.ts";
import type { ImageCheck, ImageSize, Resized } from "./image-types.ts";
import { resampleLinear } from "./resample-linear.ts";
import { checkAlignment, samplingOf, type Alignment } from "./sampling.ts";

/**
 * The images `[batch, height, width, channels]` in another size `[height, width]`, interpolated linearly along both axes,
 * one after the other.
 *
 * Along an axis of extent `e` made `t` long, pixel `i` lies at `(i + 1/2) * e / t - 1/2` (half-pixel centers: the default,
 * PyTorch's `interpolate` with `mode="bilinear"`); with `alignCorners` at `i * (e - 1) / (t - 1)`; with
 * `halfPixelCenters: false` at `i * e / t`, which moves the image by less than a pixel (old networks are trained so).
 * Outside the outermost pixels the image goes on as they are. A smaller size takes no mean of what lies between.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `DTYPE_MISMATCH` for integers, `ATTRIBUTE_INVALID` for what is
 *   no size, or for both options.
 *
 * @example
 * ```ts
 * import { resizeBilinear } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ images: f32(8, 14, 14, 3) }, ({ images }) => resizeBilinear(images, [28, 28]));
 * console.log(traced.result); // { shape: [8, 28, 28, 3], dtype: "f32" }
 * ```
 */
export const resizeBilinear = makeOp({
  name: "resize_bilinear",
  attributes: { size: listOf(wholeNumber(1, { minimum: 1 })), alignCorners: false, halfPixelCenters: true },
  forward: {
    composite: ([x], { size, ...alignment }) =>
      size.reduce((images, target, at) => {
        const extent = x.shape[at + 1] ?? 1;
        if (extent === target) return images;
        if (extent === 1) {
          return broadcastTo(
            images,
            images.shape.map((own, axis) => (axis === at + 1 ? target : own)),
          );
        }
        return resampleLinear(images, at + 1, target, samplingOf(extent, target, alignment));
      }, x),
  },
  check: ({ size, ...alignment }, [x]) => {
    checkImages("resizeBilinear", x);
    checkFloats("resizeBilinear", x);
    checkSize("resizeBilinear", size);
    checkAlignment("resizeBilinear", alignment);
  },
  takes: "x, size, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Size extends ImageSize>(
      x: Tensor<S, D> & ImageCheck<"resizeBilinear", S>,
      size: Size,
      options?: Partial<Alignment>,
    ): Tensor<Resized<S, Size>, D> => {
      const alignCorners = options?.alignCorners ?? false;
      const halfPixelCenters = options?.halfPixelCenters ?? !alignCorners;
      return apply([x], { size, alignCorners, halfPixelCenters });
    },
});
