/** Composite ops: the short-time Fourier transform, and its power. */
import { constant, defineOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { add, matmul, square } from "@rensa/ops";
import { fourierMatrices } from "./fourier.ts";
import { frames } from "./frames.ts";

/** How a signal is cut: frames of `size` samples (default 256) every `hop` (default 128). */
export interface FrameOptions {
  readonly size?: number;
  readonly hop?: number;
}

/**
 * The Fourier transforms of a signal's frames under Hann's window: from [..., samples], the real and the imaginary part,
 * each [..., frames, size / 2 + 1]. One product of matrices each, which is fast where frames are short.
 */
export const stft = defineOp({
  name: "stft",
  attributes: { size: 256, hop: 128 },
  forward: {
    composite: ([x], { size, hop }) => {
      const cut = frames(x, { size, hop });
      return fourierMatrices(size, x.dtype).map((matrix) => matmul(cut, constant(matrix)));
    },
  },
  call:
    (apply) =>
    <D extends DType>(
      x: Tensor<Shape, D>,
      options?: FrameOptions,
    ): { readonly real: Tensor<Shape, D>; readonly imaginary: Tensor<Shape, D> } => {
      const [real, imaginary] = apply.all<readonly [Tensor<Shape, D>, Tensor<Shape, D>]>([x], options);
      return { real, imaginary };
    },
});

/** real^2 + imaginary^2 of {@link stft}: [..., frames, size / 2 + 1]. */
export const powerSpectrogram = defineOp({
  name: "power_spectrogram",
  attributes: { size: 256, hop: 128 },
  forward: {
    composite: ([x], options) => {
      const { real, imaginary } = stft(x, options);
      return add(square(real), square(imaginary));
    },
  },
  call:
    (apply) =>
    <D extends DType>(x: Tensor<Shape, D>, options?: FrameOptions): Tensor<Shape, D> =>
      apply([x], options),
});
