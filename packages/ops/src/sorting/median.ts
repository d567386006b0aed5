/** The middle element. */
import { anyAxis, makeOp, type DType, RensaError, type Shape, type Tensor } from "@rensa/core";
import { isNan } from "../comparison/is-nan.ts";
import { where } from "../comparison/where.ts";
import { reshape } from "../shape/reshape.ts";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { between } from "./ordered-part.ts";
import { flatOrAlong } from "./quantile.ts";
import { sort } from "./sort.ts";

/**
 * The middle of the elements in order, along an axis or, by default, over all; of two middle ones the lower. NaN where one
 * is NaN. The gradient goes to the element that is in the middle, of equal ones by a stable order.
 *
 * As PyTorch's `median`; for the mean of the two middle ones see {@link quantile}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there, `SHAPE_MISMATCH` for no elements.
 *
 * @example
 * ```ts
 * import { median } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => median(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 4, 1], [5, 9, 2, 6]] }).data); // Float32Array [1, 5]
 * ```
 */
export const median = makeOp({
  name: "median",
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x], { axis }) => {
      const extent = x.shape[axis] ?? 1;
      const middle = Math.floor((extent - 1) / 2);
      const sorted = sort(x, axis);
      // NaN is last in order.
      const last = between(sorted, axis, extent - 1, extent);
      const result = where(isNan(last), last, between(sorted, axis, middle, middle + 1));
      return reshape(
        result,
        x.shape.filter((_, position) => position !== axis),
      );
    },
  },
  check: ({ axis }, [x]) => {
    if (x?.shape[axis] === 0) {
      throw new RensaError("SHAPE_MISMATCH", "median: there are no elements along the axis; give at least one.");
    }
  },
  takes: "x, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number | undefined = undefined>(
      x: Tensor<S, D>,
      axis?: Axis & AxesCheck<"median", S, Axis>,
    ): Tensor<Reduce<S, Axis, false>, D> => {
      const [from, along] = flatOrAlong("median", x, axis);
      return apply([from], { axis: along });
    },
});
