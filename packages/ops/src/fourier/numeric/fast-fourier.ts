/** Fast Fourier transforms of any length. */
import { chirpTransform } from "./chirp.ts";
import { factorsOf, mixedRadix, type Transform } from "./mixed-radix.ts";

/** Up to here, a prime factor costs less by the definition than by a chirp. */
const largestFactor = 31;

/** The transform `output[k] = sum of input[j] exp(-2 pi i j k / length)`, with its tables. */
export function fastFourier(length: number): Transform {
  return Math.max(1, ...factorsOf(length)) > largestFactor ? chirpTransform(length) : mixedRadix(length);
}
