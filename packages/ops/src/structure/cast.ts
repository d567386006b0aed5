/** Another dtype. */
import { anyDType, makeOp, type DType, isFloat, type Shape, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * The tensor converted to another dtype, on every backend alike. Gradients pass between floats.
 *
 * | To | From floats | From integers and booleans |
 * |---|---|---|
 * | i32 | truncated toward zero; beyond its range the nearest of -2^31 and 2^31 - 1; NaN is 0 | the same |
 * | u8 | truncated toward zero; beyond its range the nearest of 0 and 255; NaN is 0 | modulo 256 |
 * | bool | anything but 0 is true, NaN too | anything but 0 is true |
 * | f32 | rounded to the nearest, beyond its range infinite | rounded to the nearest |
 * | f64 | the same | the same |
 *
 * @example
 * ```ts
 * import { cast } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => cast(x, "i32"));
 * const program = await compile(traced);
 * console.log(program.run({ x: [-1.5, 2.7] }).data); // Int32Array [-1, 2]
 * ```
 */
export const cast = makeOp({
  name: "cast",
  attributes: { dtype: anyDType() },
  forward: { scalar: ([x], { dtype }) => x.to(dtype) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [isFloat(x.dtype) ? () => cast(gradient, x.dtype) : null],
  traits: { rearranges: true },
  takes: "x, dtype",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S>, dtype: D): Tensor<S, D> =>
      apply([x], { dtype }),
});
