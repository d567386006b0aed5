/** exp(x) over its sum along an axis, without overflow. Default axis: the last. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { exp } from "../exponential/exp.ts";
import { sum } from "../reduction/sum.ts";
import { shifted } from "./shifted.ts";

/**
 * exp(x) over its sum along an axis, without overflow. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { softmax } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softmax(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.0900..., 0.2447..., 0.6652..., 0.1402..., 0.2312..., 0.6285...]
 * ```
 */
export const softmax = makeOp({
  name: "softmax",
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x], { axis }) => div(exp(shifted(x, axis)), sum(exp(shifted(x, axis)), axis, { keepDims: true })),
  },
  takes: "x, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, axis = -1): Tensor<S, D> =>
      apply([x], { axis: normalizeAxis("softmax", axis, x.shape.length) }),
});
