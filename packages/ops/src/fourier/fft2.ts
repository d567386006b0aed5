/** The discrete Fourier transform of images. */
import { anyAxis, makeOp, type DType, full, listOf, type Shape, type Tensor } from "@rensa/core";
import type { ComplexTensor } from "./complex-tensor.ts";
import { fft } from "./fft.ts";
import { requireComplex, requireElements, requireTwo, transformedAxis } from "./operands.ts";

/**
 * The discrete Fourier transform along two axes (default: the last two), one after the other, as PyTorch's `fft.fft2`. An
 * imaginary part that is left out is 0.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { fft2 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ image: f32(8, 8) }, ({ image }) => fft2({ real: image }));
 * console.log(traced.result); // { real: { shape: [8, 8], dtype: "f32" }, imaginary: { shape: [8, 8], dtype: "f32" } }
 * ```
 */
export const fft2 = makeOp({
  name: "fft2",
  inputs: ["real", "imaginary"],
  attributes: { axes: listOf(anyAxis(), [0, 1], { length: 2 }) },
  forward: {
    composite: ([real, imaginary], { axes }) => {
      const result = axes.reduce<ComplexTensor>((x, axis) => fft(x, { axis }), { real, imaginary });
      return [result.real, result.imaginary];
    },
  },
  check: ({ axes }, inputs) => {
    requireComplex("fft2", inputs);
    requireTwo("fft2", axes);
    for (const axis of axes) requireElements("fft2", inputs[0], axis);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: { readonly real: Tensor<S, D>; readonly imaginary?: Tensor<S, D> },
      options: { readonly axes?: readonly [number, number] } = {},
    ): ComplexTensor<S, D> => {
      const axes = (options.axes ?? [-2, -1]).map((axis) => transformedAxis("fft2", x.real, axis));
      const [real, imaginary] = apply.all<readonly [Tensor<S, D>, Tensor<S, D>]>(
        [x.real, x.imaginary ?? full(x.real.shape, 0, x.real.dtype)],
        { axes },
      );
      return { real, imaginary };
    },
});
