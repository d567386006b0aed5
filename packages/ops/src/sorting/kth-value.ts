/** One element by its place in the order. */
import {
  anyAxis,
  makeOp,
  type DType,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { orderBetween, withPositions } from "./ordered-part.ts";

/**
 * The `k`-th smallest element along an axis, counted from 1, and where it stands. Default axis: the last.
 *
 * The axis is dropped. Of equal elements the one with the smaller index counts first. NaN counts as larger than all
 * numbers. As PyTorch's `kthvalue`, which leaves the order of equal elements open.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there, or `k` is not an integer from 1 to its length.
 *
 * @example
 * ```ts
 * import { kthValue } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => kthValue(x, 2).values);
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 4, 1], [5, 9, 2, 6]] }).data); // Float32Array [1, 5]
 * ```
 */
export const kthValue = makeOp({
  name: "kth_value",
  attributes: { k: wholeNumber(1, { minimum: 1 }), axis: anyAxis() },
  forward: {
    composite: ([x], { k, axis }) => {
      const shape = x.shape.filter((_, position) => position !== axis);
      return withPositions(x, orderBetween(x, axis, k - 1, k), axis).map((part) => reshape(part, shape));
    },
  },
  check: ({ k, axis }, [x]) => {
    const extent = x?.shape[axis] ?? 1;
    if (!Number.isInteger(k) || k < 1 || k > extent) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `kthValue: k is ${String(k)}; give an integer from 1 to ${String(extent)}.`,
      );
    }
  },
  takes: "x, k, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<S, D>,
      k: number,
      axis?: Axis & AxesCheck<"kthValue", S, Axis>,
    ): {
      readonly values: Tensor<Reduce<S, Axis, false>, D>;
      readonly indices: Tensor<Reduce<S, Axis, false>, "i32">;
    } => {
      const [values, indices] = apply.all<
        readonly [Tensor<Reduce<S, Axis, false>, D>, Tensor<Reduce<S, Axis, false>, "i32">]
      >([x], { k, axis: normalizeAxis("kthValue", axis ?? -1, x.shape.length) });
      return {
        values,
        indices,
      };
    },
});
