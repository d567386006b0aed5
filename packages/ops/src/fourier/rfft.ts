/** The Fourier transform of real signals. */
import { anyAxis, makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import type { AnyExtents, ComplexTensor, FourierOptions } from "./complex-tensor.ts";
import { realRows } from "./fourier-rows.ts";
import { requireComplex, requireElements, transformedAxis } from "./operands.ts";
import { alongAxis } from "./rows.ts";

/**
 * The first `floor(n / 2) + 1` numbers of the Fourier transform of a real signal along an axis (default: the last) of length n;
 * the others are conjugates of these. As PyTorch's `fft.rfft`, without a factor.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or is empty, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { rfft } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(4) }, ({ x }) => rfft(x));
 * console.log((await compile(traced)).run({ x: [1, 2, 3, 4] }).real.data); // Float32Array [10, -2, -2]
 * ```
 */
export const rfft = makeOp({
  name: "rfft",
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x], { axis }) => alongAxis([x], axis, (rows) => realRows(rows)),
  },
  check: ({ axis }, inputs) => {
    requireComplex("rfft", inputs);
    requireElements("rfft", inputs[0], axis);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      options: FourierOptions = {},
    ): ComplexTensor<AnyExtents<S>, D> => {
      const [real, imaginary] = apply.all<readonly [Tensor<AnyExtents<S>, D>, Tensor<AnyExtents<S>, D>]>([x], {
        axis: transformedAxis("rfft", x, options.axis),
      });
      return { real, imaginary };
    },
});
