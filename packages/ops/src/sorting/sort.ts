/** Elements in order. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { takeAlong } from "../indexing/take-along.ts";
import type { AxesCheck } from "../types/shapes.ts";
import { argsort } from "./argsort.ts";

/**
 * The elements in ascending order along an axis. Default axis: the last.
 *
 * Stable: equal elements keep their order, which matters to the gradient alone. NaN counts as larger than all numbers,
 * so it is last, and first where `descending` is true. As the values of PyTorch's `sort` with `stable=True`; for the
 * positions see {@link argsort}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { sort } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sort(x, 0, { descending: true }));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2], [1, 9, 7]] }).data); // Float32Array [3, 9, 7, 1, 1, 2]
 * ```
 */
export const sort = makeOp({
  name: "sort",
  attributes: { axis: anyAxis(), descending: false },
  forward: {
    composite: ([x], { axis, descending }) => takeAlong(x, argsort(x, axis, { descending }), axis),
  },
  takes: "x, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<S, D>,
      axis?: Axis & AxesCheck<"sort", S, Axis>,
      options?: { readonly descending?: boolean },
    ): Tensor<S, D> =>
      apply([x], { axis: normalizeAxis("sort", axis ?? -1, x.shape.length), ...options }),
});
