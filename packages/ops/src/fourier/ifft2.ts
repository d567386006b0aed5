/** The inverse of the discrete Fourier transform of images. */
import { anyAxis, makeOp, type DType, listOf, type Shape, type Tensor } from "@rensa/core";
import type { ComplexTensor } from "./complex-tensor.ts";
import { ifft } from "./ifft.ts";
import { requireComplex, requireElements, requireTwo, transformedAxis } from "./operands.ts";

/**
 * The inverse of `fft2`, along two axes (default: the last two), as PyTorch's `fft.ifft2`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { fft2, ifft2 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ image: f32(8, 8) }, ({ image }) => ifft2(fft2({ real: image })).real);
 * console.log(traced.result); // { shape: [8, 8], dtype: "f32" }
 * ```
 */
export const ifft2 = makeOp({
  name: "ifft2",
  inputs: ["real", "imaginary"],
  attributes: { axes: listOf(anyAxis(), [0, 1], { length: 2 }) },
  forward: {
    composite: ([real, imaginary], { axes }) => {
      const result = axes.reduce<ComplexTensor>((x, axis) => ifft(x, { axis }), { real, imaginary });
      return [result.real, result.imaginary];
    },
  },
  check: ({ axes }, inputs) => {
    requireComplex("ifft2", inputs);
    requireTwo("ifft2", axes);
    for (const axis of axes) requireElements("ifft2", inputs[0], axis);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: ComplexTensor<S, D>,
      options: { readonly axes?: readonly [number, number] } = {},
    ): ComplexTensor<S, D> => {
      const axes = (options.axes ?? [-2, -1]).map((axis) => transformedAxis("ifft2", x.real, axis));
      const [real, imaginary] = apply.all<readonly [Tensor<S, D>, Tensor<S, D>]>([x.real, x.imaginary], { axes });
      return { real, imaginary };
    },
});
