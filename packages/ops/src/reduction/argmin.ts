/** Where the smallest element stands. */
import { defineOp, normaliseAxis, select, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { readReduced, reducedShape } from "./reduced.ts";

/**
 * The position of the smallest element along an axis, the first of several; i32. Integers carry no gradient. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { argmin } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => argmin(x, 1));
 * ```
 */
export const argmin = defineOp({
  name: "argmin",
  attributes: { axis: -1 },
  forward: {
    loops: ([x], { axis }, { minOver, position }) => {
      const extent = x.shape[axis] ?? 1;
      return {
        shape: reducedShape(x.shape, [axis], false),
        dtype: "i32",
        element: (...outer) => {
          const best = minOver([extent], (...inner) => readReduced(x, [axis], false, outer, inner));
          return minOver([extent], (at) => {
            return select(readReduced(x, [axis], false, outer, [at]).eq(best), position(at), extent);
          });
        },
      };
    },
  },
  nonDifferentiable: "positions are integers",
  call:
    (apply) =>
    <S extends Shape, const Axis extends number = -1>(
      x: Tensor<S>,
      axis?: Axis & AxesCheck<"argmin", S, Axis>,
    ): Tensor<Reduce<S, Axis, false>, "i32"> =>
      apply([x], { axis: normaliseAxis("argmin", axis ?? -1, x.shape.length) })[0] as Tensor<
        Reduce<S, Axis, false>,
        "i32"
      >,
});
