/** Images of another size. */
import { checkParts } from "@rensa/core";
import { checkCount } from "../from-arrays.ts";
import type { Image, ImageChannels } from "./decode-image.ts";

/**
 * An image of another size: bilinear interpolation, where it becomes smaller over as many pixels as become one (a
 * triangle filter), so that nothing flickers. As PyTorch's `interpolate` with `mode="bilinear"`, `antialias=True`.
 *
 * @param image - The image.
 * @param height - The new height, in pixels.
 * @param width - The new width, in pixels.
 *
 * @throws RensaError `DATA_INVALID` where a size is not a positive integer.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { resizeImage } from "@rensa/data";
 *
 * const steps = { height: 1, width: 4, channels: 1, data: Uint8Array.of(0, 0, 200, 200) } as const;
 * console.log(resizeImage(steps, 1, 2).data); // Uint8Array [29, 171]
 * ```
 */
export function resizeImage<C extends ImageChannels>(image: Image<C>, height: number, width: number): Image<C> {
  checkParts("resizeImage: the image", image, "height", "width", "channels", "data");
  checkCount("resizeImage: height", height);
  checkCount("resizeImage: width", width);
  if (image.height === height && image.width === width) return image;
  const { channels } = image;
  const rows = { lines: image.height, from: image.width, to: width, step: channels, lineStep: image.width * channels };
  const wide = resample(image.data, { ...rows, channels, targetLineStep: width * channels });
  const columns = { lines: width, from: image.height, to: height, step: width * channels, lineStep: channels };
  const tall = resample(wide, { ...columns, channels, targetLineStep: channels });
  const data = Uint8Array.from(tall, (value) => Math.min(255, Math.max(0, Math.round(value))));
  return { height, width, channels, data };
}

interface Axis {
  /** Lines of pixels along the axis: rows or columns. */
  readonly lines: number;
  /** Pixels of a line, before and after. */
  readonly from: number;
  readonly to: number;
  /** From one pixel of a line to the next. */
  readonly step: number;
  /** From one line to the next, before and after. */
  readonly lineStep: number;
  readonly targetLineStep: number;
  readonly channels: number;
}

function resample(data: ArrayLike<number>, axis: Axis): Float64Array {
  const { lines, from, to, step, channels } = axis;
  const result = new Float64Array(lines * to * channels);
  const weights = triangleWeights(from, to);
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < channels; channel++) {
      const source = line * axis.lineStep + channel;
      const target = line * axis.targetLineStep + channel;
      weights.forEach(({ first, values }, position) => {
        let sum = 0;
        values.forEach((weight, offset) => {
          sum += weight * (data[source + (first + offset) * step] ?? 0);
        });
        result[target + position * step] = sum;
      });
    }
  }
  return result;
}

function triangleWeights(from: number, to: number): { first: number; values: readonly number[] }[] {
  const ratio = from / to;
  const reach = Math.max(ratio, 1);
  return Array.from({ length: to }, (_, position) => {
    const center = (position + 0.5) * ratio;
    const first = Math.max(0, Math.floor(center - reach + 0.5));
    const end = Math.min(from, Math.floor(center + reach + 0.5));
    const raw = Array.from({ length: end - first }, (_, offset) =>
      Math.max(0, 1 - Math.abs(first + offset + 0.5 - center) / reach),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, values: raw.map((weight) => weight / sum) };
  });
}
