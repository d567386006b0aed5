/** The discrete Fourier transform. */
import { present } from "@rensa/core/compiler";
import { anyAxis, makeOp, type DType, full, type Shape, type Tensor } from "@rensa/core";
import type { ComplexTensor, FourierOptions } from "./complex-tensor.ts";
import { complexRows } from "./fourier-rows.ts";
import { requireComplex, requireElements, transformedAxis } from "./operands.ts";
import { alongAxis } from "./rows.ts";

/**
 * The discrete Fourier transform along an axis (default: the last) of any length n, without a factor:
 * `X[k] = sum of x[j] exp(-2 pi i j k / n)`, as PyTorch's `fft.fft`. An imaginary part that is left out is 0. Up to 32 elements
 * it is a product of matrices, beyond it a fast transform (by any factors up to 31, else by a chirp).
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { fft } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8) }, ({ x }) => fft({ real: x }));
 * console.log(traced.result); // { real: { shape: [8], dtype: "f32" }, imaginary: { shape: [8], dtype: "f32" } }
 * ```
 */
export const fft = makeOp({
  name: "fft",
  inputs: ["real", "imaginary"],
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([real, imaginary], { axis }) =>
      alongAxis([real, imaginary], axis, (...[x, y]) => complexRows(present(x), present(y), false)),
  },
  check: ({ axis }, inputs) => {
    requireComplex("fft", inputs);
    requireElements("fft", inputs[0], axis);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: { readonly real: Tensor<S, D>; readonly imaginary?: Tensor<S, D> },
      options: FourierOptions = {},
    ): ComplexTensor<S, D> => {
      const zeros = x.imaginary ?? full(x.real.shape, 0, x.real.dtype);
      const [real, imaginary] = apply.all<readonly [Tensor<S, D>, Tensor<S, D>]>([x.real, zeros], {
        axis: transformedAxis("fft", x.real, options.axis),
      });
      return { real, imaginary };
    },
});
