/** Fast Fourier transforms of lengths with small factors (Cooley and Tukey 1965), by decimation in time. */
import { complexZeros, unitRoots, type ComplexArray } from "./complex-array.ts";

/** Transforms `input` into `output`, two different arrays. */
export type Transform = (input: ComplexArray, output: ComplexArray) => void;

/** The factors in the order in which a length is divided: fours first, which cost least. */
export function factorsOf(length: number): readonly number[] {
  const factors: number[] = [];
  let rest = length;
  const divide = (factor: number): void => {
    while (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    }
  };
  divide(4);
  divide(2);
  for (let factor = 3; factor * factor <= rest; factor += 2) divide(factor);
  if (rest > 1) factors.push(rest);
  return factors;
}

/** The transform `output[k] = sum of input[j] exp(-2 pi i j k / length)`. */
export function mixedRadix(length: number): Transform {
  const factors = factorsOf(length);
  const roots = unitRoots(length, length);
  return (input, output) => new MixedRadix(factors, roots, input, output).part(0, 1, 0, length, 0);
}

class MixedRadix {
  readonly #factors: readonly number[];
  readonly #roots: ComplexArray;
  readonly #input: ComplexArray;
  readonly #output: ComplexArray;

  constructor(factors: readonly number[], roots: ComplexArray, input: ComplexArray, output: ComplexArray) {
    this.#factors = factors;
    this.#roots = roots;
    this.#input = input;
    this.#output = output;
  }

  /** Transforms `size` elements of the input, from `from` in steps of `stride`, into the output from `to` on. */
  part(from: number, stride: number, to: number, size: number, level: number): void {
    const radix = this.#factors[level] ?? 1;
    const part = size / radix;
    if (part <= 1) this.#copy(from, stride, to, size);
    else
      for (let at = 0; at < radix; at++) this.part(from + at * stride, stride * radix, to + at * part, part, level + 1);
    this.#twiddle(to, part, radix, stride);
    if (radix === 2) this.#two(to, part);
    else if (radix === 4) this.#four(to, part);
    else this.#any(to, part, radix);
  }

  #copy(from: number, stride: number, to: number, size: number): void {
    for (let at = 0; at < size; at++) {
      this.#output.real[to + at] = this.#input.real[from + at * stride] ?? 0;
      this.#output.imaginary[to + at] = this.#input.imaginary[from + at * stride] ?? 0;
    }
  }

  /** Multiplies element k of part `at` by the root of the order of the whole, to the power `at * k`. */
  #twiddle(to: number, part: number, radix: number, stride: number): void {
    const { real, imaginary } = this.#output;
    const { real: cosines, imaginary: sines } = this.#roots;
    for (let at = 1; at < radix; at++) {
      for (let k = 1; k < part; k++) {
        const place = to + at * part + k;
        const u = cosines[at * k * stride] ?? 0;
        const v = sines[at * k * stride] ?? 0;
        const x = real[place] ?? 0;
        const y = imaginary[place] ?? 0;
        real[place] = x * u - y * v;
        imaginary[place] = x * v + y * u;
      }
    }
  }

  #two(to: number, part: number): void {
    for (const values of [this.#output.real, this.#output.imaginary]) {
      for (let at = to; at < to + part; at++) {
        const first = values[at] ?? 0;
        const second = values[at + part] ?? 0;
        values[at] = first + second;
        values[at + part] = first - second;
      }
    }
  }

  #four(to: number, part: number): void {
    const { real, imaginary } = this.#output;
    for (let i0 = to; i0 < to + part; i0++) {
      const i1 = i0 + part;
      const i2 = i1 + part;
      const i3 = i2 + part;
      const evenSum = (real[i0] ?? 0) + (real[i2] ?? 0);
      const evenGap = (real[i0] ?? 0) - (real[i2] ?? 0);
      const oddSum = (real[i1] ?? 0) + (real[i3] ?? 0);
      const oddGap = (real[i1] ?? 0) - (real[i3] ?? 0);
      const evenSumToo = (imaginary[i0] ?? 0) + (imaginary[i2] ?? 0);
      const evenGapToo = (imaginary[i0] ?? 0) - (imaginary[i2] ?? 0);
      const oddSumToo = (imaginary[i1] ?? 0) + (imaginary[i3] ?? 0);
      const oddGapToo = (imaginary[i1] ?? 0) - (imaginary[i3] ?? 0);
      real[i0] = evenSum + oddSum;
      imaginary[i0] = evenSumToo + oddSumToo;
      real[i1] = evenGap + oddGapToo;
      imaginary[i1] = evenGapToo - oddGap;
      real[i2] = evenSum - oddSum;
      imaginary[i2] = evenSumToo - oddSumToo;
      real[i3] = evenGap - oddGapToo;
      imaginary[i3] = evenGapToo + oddGap;
    }
  }

  /** The definition, over the elements k of all parts. */
  #any(to: number, part: number, radix: number): void {
    const { real, imaginary } = this.#output;
    const { real: cosines, imaginary: sines } = this.#roots;
    const turn = cosines.length / radix;
    const kept = complexZeros(radix);
    for (let k = to; k < to + part; k++) {
      for (let at = 0; at < radix; at++) {
        kept.real[at] = real[k + at * part] ?? 0;
        kept.imaginary[at] = imaginary[k + at * part] ?? 0;
      }
      for (let row = 0; row < radix; row++) {
        let x = 0;
        let y = 0;
        for (let at = 0; at < radix; at++) {
          const root = ((row * at) % radix) * turn;
          const u = cosines[root] ?? 0;
          const v = sines[root] ?? 0;
          const a = kept.real[at] ?? 0;
          const b = kept.imaginary[at] ?? 0;
          x += a * u - b * v;
          y += a * v + b * u;
        }
        real[k + row * part] = x;
        imaginary[k + row * part] = y;
      }
    }
  }
}
