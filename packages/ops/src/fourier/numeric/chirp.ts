/**
 * Fourier transforms of any length as convolutions with a chirp, by transforms of a power of two (Bluestein 1970, "A linear
 * filtering approach to the computation of discrete Fourier transform").
 */
import { complexZeros, exchanged, multiply, unitRoots } from "./complex-array.ts";
import { mixedRadix, type Transform } from "./mixed-radix.ts";

/** The transform `output[k] = sum of input[j] exp(-2 pi i j k / length)`. */
export function chirpTransform(length: number): Transform {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const transform = mixedRadix(padded);
  // j k = (j j + k k - (k - j)(k - j)) / 2
  const chirp = unitRoots(length, 2 * length, (k) => k * k);
  const filter = complexZeros(padded);
  for (let k = 0; k < length; k++) {
    for (const place of [k, (padded - k) % padded]) {
      filter.real[place] = (chirp.real[k] ?? 0) / padded;
      filter.imaginary[place] = -(chirp.imaginary[k] ?? 0) / padded;
    }
  }
  const spectrum = complexZeros(padded);
  transform(filter, spectrum);
  const [signal, transformed] = [complexZeros(padded), complexZeros(padded)];
  return (input, output) => {
    signal.real.fill(0);
    signal.imaginary.fill(0);
    signal.real.set(input.real);
    signal.imaginary.set(input.imaginary);
    const head = { real: signal.real.subarray(0, length), imaginary: signal.imaginary.subarray(0, length) };
    multiply(head, chirp, head);
    transform(signal, transformed);
    multiply(transformed, spectrum, transformed);
    transform(exchanged(transformed), exchanged(signal));
    multiply(head, chirp, output);
  };
}
