/**
 * The Fourier transform of rows, without a factor: what all Fourier ops are made of.
 *
 * Short rows are multiplied by a matrix of cosines and one of sines: such a product is vectorized, split over threads and
 * fused like any other, and the matrices are folded into constants when the program is compiled. Longer rows are
 * transformed by a fast transform, a host op, for which the program has to stop; the product would have to make its
 * matrices anew in every run.
 */
import { present } from "@rensa/core/compiler";
import { makeOp, full, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { slice } from "../shape/slice.ts";
import { fourierMatrix } from "./fourier-matrix.ts";
import { complexZeros, exchanged, type ComplexArray } from "./numeric/complex-array.ts";
import { fastFourier } from "./numeric/fast-fourier.ts";

/** The longest rows that are multiplied by matrices: the largest that constants are folded for. */
export const longestProduct = 32;

/**
 * Of complex rows `[m, n]`, the sums of `x[j] exp(-2 pi i j k / n)`, with `inverse` those of `x[j] exp(2 pi i j k / n)`. Computed
 * in double precision.
 *
 * @internal
 */
export const fastFourierRows = makeOp({
  name: "fast_fourier_rows",
  inputs: ["real", "imaginary"],
  attributes: { inverse: false },
  forward: {
    host: {
      types: ([real, imaginary]) => [real, imaginary],
      run: ([real, imaginary], [realOut, imaginaryOut], { inverse }) => {
        const length = real.shape.at(-1) ?? 1;
        const transform = fastFourier(length);
        const [input, output] = [complexZeros(length), complexZeros(length)];
        const turned = inverse ? exchanged : (x: ComplexArray): ComplexArray => x;
        for (let start = 0; start < real.data.length; start += length) {
          input.real.set(real.data.subarray(start, start + length));
          input.imaginary.set(imaginary.data.subarray(start, start + length));
          transform(turned(input), turned(output));
          realOut?.data.set(output.real, start);
          imaginaryOut?.data.set(output.imaginary, start);
        }
      },
    },
  },
  vjp: ({ gradients: [real, imaginary] }, { inverse }): VjpThunks => {
    // The matrix is symmetric, so that its conjugate transpose is that of the other direction.
    const transposed = () => fastFourierRows(present(real), present(imaginary), !inverse);
    return [() => transposed()[0], () => transposed()[1]];
  },
  takes: "real, imaginary, inverse",
  call:
    (apply) =>
    (real: Tensor, imaginary: Tensor, inverse: boolean): readonly [Tensor, Tensor] =>
      apply.all([real, imaginary], { inverse }),
});

/** The real and the imaginary part of the transform of complex rows, without a factor. */
export function complexRows(real: Tensor, imaginary: Tensor, inverse: boolean): readonly [Tensor, Tensor] {
  const length = real.shape.at(-1) ?? 1;
  if (length > longestProduct) return fastFourierRows(real, imaginary, inverse);
  const [cosines, sines] = matrices(length, length, length, real);
  const products = [
    times(real, cosines),
    times(imaginary, sines),
    times(imaginary, cosines),
    times(real, sines),
  ] as const;
  const [rc, is, ic, rs] = products;
  return inverse ? [sub(rc, is), add(ic, rs)] : [add(rc, is), sub(ic, rs)];
}

/** The first half, `n / 2 + 1` numbers, of the transform of real rows. */
export function realRows(x: Tensor): readonly [Tensor, Tensor] {
  const [rows = 1, length = 1] = x.shape;
  const half = Math.floor(length / 2) + 1;
  if (length > longestProduct) {
    const [real, imaginary] = fastFourierRows(x, full(x.shape, 0, x.dtype), false);
    return [slice(real, [0, 0], [rows, half]), slice(imaginary, [0, 0], [rows, half])];
  }
  const [cosines, sines] = matrices(length, half, length, x);
  return [times(x, cosines), sub(0, times(x, sines))];
}

/** The real part of the inverse transform, without a factor, of rows of `length` numbers of which all but the first are 0. */
export function realPartOfRows(real: Tensor, imaginary: Tensor, length: number): Tensor {
  const [cosines, sines] = matrices(real.shape.at(-1) ?? 1, length, length, real);
  return sub(times(real, cosines), times(imaginary, sines));
}

function matrices(rows: number, columns: number, length: number, { dtype }: Tensor): readonly [Tensor, Tensor] {
  return [fourierMatrix(rows, columns, length, "cosine", dtype), fourierMatrix(rows, columns, length, "sine", dtype)];
}

function times(rows: Tensor, matrix: Tensor): Tensor {
  return matmul(rows, matrix);
}
