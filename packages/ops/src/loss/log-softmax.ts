/** The logarithm of the softmax along an axis, without overflow. Default axis: the last. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { sub } from "../arithmetic/sub.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { sum } from "../reduction/sum.ts";
import { shifted } from "./shifted.ts";

/**
 * The logarithm of the softmax along an axis, without overflow. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { logSoftmax } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logSoftmax(x));
 * ```
 */
export const logSoftmax = makeOp({
  name: "log_softmax",
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x], { axis }) => sub(shifted(x, axis), log(sum(exp(shifted(x, axis)), axis, { keepDims: true }))),
  },
  takes: "x, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, axis = -1): Tensor<S, D> =>
      apply([x], { axis: normalizeAxis("logSoftmax", axis, x.shape.length) }),
});
