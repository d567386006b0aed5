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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logSoftmax(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-2.4076..., -1.4076..., -0.4076..., -1.9643..., -1.4643..., -0.4643...]
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
