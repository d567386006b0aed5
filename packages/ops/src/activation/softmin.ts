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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softmin(x));
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
