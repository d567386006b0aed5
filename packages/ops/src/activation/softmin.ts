/** exp(-x) over its sum along an axis. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { softmax } from "../loss/softmax.ts";

/**
 * `exp(-x)` over its sum along an axis, without overflow, as PyTorch's `softmin`. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { softmin } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softmin(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.6652..., 0.2447..., 0.0900..., 0.5465..., 0.331499, 0.1219...]
 * ```
 */
export const softmin = makeOp({
  name: "softmin",
  attributes: { axis: anyAxis() },
  forward: { composite: ([x], { axis }) => softmax(neg(x), axis) },
  takes: "x, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, axis = -1): Tensor<S, D> =>
      apply([x], { axis: normalizeAxis("softmin", axis, x.shape.length) }),
});
