/** The inverse of the Fourier transform of real signals. */
import { present } from "@rensa/core/compiler";
import { anyAxis, makeOp, type DType, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { pad } from "../shape/pad.ts";
import { slice } from "../shape/slice.ts";
import type { AnyExtents, ComplexTensor, FourierOptions } from "./complex-tensor.ts";
import { fastFourierRows, longestProduct, realPartOfRows } from "./fourier-rows.ts";
import { requireComplex, requireElements, transformedAxis } from "./operands.ts";
import { alongAxis } from "./rows.ts";
import { weighHalfSpectrum } from "./weigh-half-spectrum.ts";

/**
 * The real signal of `length` elements whose spectrum begins with the given numbers, along an axis (default: the last): the
 * inverse of `rfft`, as PyTorch's `fft.irfft`. Default length: `2 (m - 1)` for m numbers, so that of an odd one has to be said.
 * Numbers beyond `floor(length / 2) + 1` are left out, those that lack are 0. The imaginary parts of the first number, and for
 * an even length of the last, do not count.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, or a length below 1; `SHAPE_MISMATCH`,
 * `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { irfft, rfft } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(9) }, ({ x }) => irfft(rfft(x), { length: 9 }));
 * console.log(traced.result); // { shape: [9], dtype: "f32" }
 * ```
 */
export const irfft = makeOp({
  name: "irfft",
  inputs: ["real", "imaginary"],
  attributes: { axis: anyAxis(), length: wholeNumber(1, { minimum: 1 }) },
  forward: {
    composite: ([real, imaginary], { axis, length }) =>
      alongAxis([real, imaginary], axis, (...parts) => {
        const [x, y] = parts.map((part) => weighHalfSpectrum(firstHalf(part, length), length));
        return [mul(inverseOfHalf(present(x), present(y), length), 1 / length)];
      }),
  },
  check: ({ axis, length }, inputs) => {
    requireComplex("irfft", inputs);
    requireElements("irfft", inputs[0], axis);
    if (!Number.isInteger(length) || length < 1) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `irfft: ${String(length)} is not the length of a signal; give an integer of 1 or more.`,
      );
    }
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: ComplexTensor<S, D>,
      options: FourierOptions & { readonly length?: number } = {},
    ): Tensor<AnyExtents<S>, D> => {
      const axis = transformedAxis("irfft", x.real, options.axis);
      const length = options.length ?? 2 * ((x.real.shape[axis] ?? 1) - 1);
      return apply([x.real, x.imaginary], { axis, length });
    },
});

/** The numbers that count for a signal of `length`. */
function firstHalf(rows: Tensor, length: number): Tensor {
  const [count = 1, given = 1] = rows.shape;
  const half = Math.floor(length / 2) + 1;
  return given <= half ? rows : slice(rows, [0, 0], [count, half]);
}

function inverseOfHalf(real: Tensor, imaginary: Tensor, length: number): Tensor {
  if (length <= longestProduct) return realPartOfRows(real, imaginary, length);
  const missing = length - (real.shape.at(-1) ?? 1);
  const [x, y] = [real, imaginary].map((part) => pad(part, [0, 0], [0, missing]));
  return fastFourierRows(present(x), present(y), true)[0];
}
