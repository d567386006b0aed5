/** Complex numbers as two arrays of doubles. */
export interface ComplexArray {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Zeros. */
export function complexZeros(length: number): ComplexArray {
  return { real: new Float64Array(length), imaginary: new Float64Array(length) };
}

/** Real and imaginary parts exchanged: what turns a Fourier transform into its inverse, without a copy. */
export function exchanged({ real, imaginary }: ComplexArray): ComplexArray {
  return { real: imaginary, imaginary: real };
}

/** `exp(-2 pi i step(k) / period)` for k below `length`; `step` may be any integer. */
export function unitRoots(length: number, period: number, step: (k: number) => number = (k) => k): ComplexArray {
  const angle = (k: number): number => (-2 * Math.PI * (step(k) % period)) / period;
  return {
    real: Float64Array.from({ length }, (_, k) => Math.cos(angle(k))),
    imaginary: Float64Array.from({ length }, (_, k) => Math.sin(angle(k))),
  };
}

/** Puts the product of two arrays, element by element, into a third, which may be one of them. */
export function multiply(a: ComplexArray, b: ComplexArray, into: ComplexArray): void {
  for (let at = 0; at < into.real.length; at++) {
    const x = a.real[at] ?? 0;
    const y = a.imaginary[at] ?? 0;
    const u = b.real[at] ?? 0;
    const v = b.imaginary[at] ?? 0;
    into.real[at] = x * u - y * v;
    into.imaginary[at] = x * v + y * u;
  }
}
