/** Another dtype. */
import { anyDType, defineOp, type DType, isFloat, type Shape, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * The tensor converted to another dtype: floats truncate toward zero, anything but 0 is true. Gradients pass between floats.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { cast } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => cast(x, "i32"));
 * ```
 */
export const cast = defineOp({
  name: "cast",
  attributes: { dtype: anyDType() },
  forward: { scalar: ([x], { dtype }) => x.to(dtype) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [isFloat(x.dtype) ? () => cast(gradient, x.dtype) : null],
  traits: { rearranges: true },
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S>, dtype: D): Tensor<S, D> =>
      apply([x], { dtype })[0] as Tensor<S, D>,
});
