/** The inverse of the discrete Fourier transform. */
import { present } from "@rensa/core/compiler";
import { anyAxis, makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import type { ComplexTensor, FourierOptions } from "./complex-tensor.ts";
import { complexRows } from "./fourier-rows.ts";
import { requireComplex, requireElements, transformedAxis } from "./operands.ts";
import { alongAxis } from "./rows.ts";

/**
 * The inverse of `fft` along an axis (default: the last) of any length n: `x[j] = 1/n sum of X[k] exp(2 pi i j k / n)`, as
 * PyTorch's `fft.ifft`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { fft, ifft } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8) }, ({ x }) => ifft(fft({ real: x })).real);
 * console.log(traced.result); // { shape: [8], dtype: "f32" }
 * ```
 */
export const ifft = makeOp({
  name: "ifft",
  inputs: ["real", "imaginary"],
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([real, imaginary], { axis }) =>
      alongAxis([real, imaginary], axis, (...[x, y]) =>
        complexRows(present(x), present(y), true).map((part) => mul(part, 1 / (real.shape[axis] ?? 1))),
      ),
  },
  check: ({ axis }, inputs) => {
    requireComplex("ifft", inputs);
    requireElements("ifft", inputs[0], axis);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: ComplexTensor<S, D>, options: FourierOptions = {}): ComplexTensor<S, D> => {
      const [real, imaginary] = apply.all<readonly [Tensor<S, D>, Tensor<S, D>]>([x.real, x.imaginary], {
        axis: transformedAxis("ifft", x.real, options.axis),
      });
      return { real, imaginary };
    },
});
