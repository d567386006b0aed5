/** Matrices of the discrete Fourier transform, with a window in them. */
import type { DType, HostTensor } from "@rensa/core";

/** Hann's window, periodic: sin^2(pi k / size). */
export function hann(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, k) => Math.sin((Math.PI * k) / size) ** 2);
}

/** [size, bins] with window[k] cos(2 pi k b / size), and the same with -sin; there are size / 2 + 1 bins. */
export function fourierMatrices(size: number, dtype: DType): readonly [real: HostTensor, imaginary: HostTensor] {
  const [window, bins] = [hann(size), binsOf(size)];
  const matrix = (wave: (angle: number) => number): HostTensor => ({
    shape: [size, bins],
    dtype,
    data: Float64Array.from({ length: size * bins }, (_, at) => {
      const [k, bin] = [Math.floor(at / bins), at % bins];
      // The product is reduced before it is an angle, so that no digits are lost.
      return (window[k] ?? 0) * wave((2 * Math.PI * ((k * bin) % size)) / size);
    }),
  });
  return [matrix(Math.cos), matrix((angle) => -Math.sin(angle))];
}

/** The frequencies of a real signal of `size` samples: 0, rate / size, ... until half the rate. */
export function binsOf(size: number): number {
  return Math.floor(size / 2) + 1;
}
