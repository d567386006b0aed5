/** A tensor no longer than a bound. */
import { anyAxes, makeOp, type DType, normalizeAxes, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { greater } from "../comparison/greater.ts";
import { where } from "../comparison/where.ts";
import { norm } from "../reduction/norm.ts";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";

/**
 * `x * min(1, maximum / norm)`, where the norm of order `order` is taken over the given axes (default: all): a tensor
 * longer than `maximum` is shortened to it, a shorter one stays as it is. For `x` of length 0 it is the identity.
 * Default order: 2. As TensorFlow's `clip_by_norm`, and PyTorch's `renorm` over all axes but one.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a negative maximum or an axis that is not there.
 *
 * @example
 * ```ts
 * import { clampNorm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => clampNorm(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 0], [2, 4, 0]] }).data); // Float32Array [0.2, 0.4, 0, 0.4, 0.8, 0]
 * ```
 */
export const clampNorm = makeOp({
  name: "clamp_norm",
  attributes: { maximum: 1, axes: anyAxes(), order: number(2, { nonFinite: true }) },
  forward: {
    composite: ([x], { maximum, axes, order }) => {
      const length = norm(x, axes, { keepDims: true, order });
      const long = greater(length, maximum);
      // A length of 0 must not be divided by, not even where the quotient is dropped.
      return mul(x, where(long, div(maximum, where(long, length, 1)), 1));
    },
  },
  check: ({ maximum, order }) => {
    if (Number.isNaN(order)) throw new RensaError("ATTRIBUTE_INVALID", "clampNorm: the order is NaN; give a number.");
    if (!(maximum >= 0)) {
      throw new RensaError("ATTRIBUTE_INVALID", `clampNorm: the maximum is ${String(maximum)}; give a number from 0.`);
    }
  },
  takes: "x, maximum, axes?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec | undefined = undefined>(
      x: Tensor<S, D>,
      maximum: number,
      axes?: Axes & AxesCheck<"clampNorm", S, Axes>,
      options?: { readonly order?: number },
    ): Tensor<S, D> =>
      apply([x], {
        maximum,
        axes: normalizeAxes("clampNorm", axes, x.shape.length),
        order: options?.order ?? 2,
      }),
});
