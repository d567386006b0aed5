/** Spectra with frequency 0 in the middle, and back. */
import {
  anyAxes,
  makeOp,
  type DType,
  type LoopOperand,
  type LoopOutput,
  normalizeAxes,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";

/**
 * The spectrum with frequency 0 moved from the first place to the middle, `floor(n / 2)`, along the given axes (default: all);
 * as PyTorch's `fft.fftshift`. For any dtype.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { fftshift } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(8) }, ({ x }) => fftshift(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [1, 2, 3, 4, 5, 6, 7, 8] }).data); // Float32Array [5, 6, 7, 8, 1, 2, 3, 4]
 * ```
 */
export const fftshift = makeOp({
  name: "fftshift",
  attributes: { axes: anyAxes() },
  forward: { loops: ([x], { axes }) => turned(x, axes, (extent) => Math.ceil(extent / 2)) },
  vjp: ({ gradient }, { axes }): VjpThunks => [() => ifftshift(gradient, { axes })],
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      options: { readonly axes?: number | readonly number[] } = {},
    ): Tensor<S, D> =>
      apply([x], { axes: normalizeAxes("fftshift", options.axes, x.shape.length) }),
});

/**
 * The spectrum with frequency 0 moved from the middle back to the first place, along the given axes (default: all): the
 * inverse of {@link fftshift}, from which it differs where an extent is odd. As PyTorch's `fft.ifftshift`. For any dtype.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { fftshift, ifftshift } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(7) }, ({ x }) => ifftshift(fftshift(x)));
 * const program = await compile(traced);
 * console.log(program.run({ x: [1, 2, 3, 4, 5, 6, 7] }).data); // Float32Array [1, 2, 3, 4, 5, 6, 7]
 * ```
 */
export const ifftshift = makeOp({
  name: "ifftshift",
  attributes: { axes: anyAxes() },
  forward: { loops: ([x], { axes }) => turned(x, axes, (extent) => Math.floor(extent / 2)) },
  vjp: ({ gradient }, { axes }): VjpThunks => [() => fftshift(gradient, { axes })],
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      options: { readonly axes?: number | readonly number[] } = {},
    ): Tensor<S, D> =>
      apply([x], { axes: normalizeAxes("ifftshift", options.axes, x.shape.length) }),
});

/** The elements from `start` on, then those before it. */
function turned(x: LoopOperand, axes: readonly number[], start: (extent: number) => number): LoopOutput {
  return {
    shape: x.shape,
    element: (...indices) =>
      x.at(
        ...indices.map((index, axis) => {
          const extent = x.shape[axis] ?? 1;
          return axes.includes(axis) && extent > 1 ? index.add(start(extent)).mod(extent) : index;
        }),
      ),
  };
}
