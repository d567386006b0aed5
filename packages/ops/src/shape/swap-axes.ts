/** Two axes exchanged. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import type { SwappedAxes } from "./axis-types.ts";
import { transpose } from "./transpose.ts";

/**
 * The tensor with two axes exchanged. As PyTorch's `transpose(x, first, second)`. It costs nothing: it is an index map.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { swapAxes } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 5, 7) }, ({ x }) => swapAxes(x, -1, -2));
 * console.log(traced.result); // { shape: [8, 7, 5], dtype: "f32" }
 * ```
 */
export const swapAxes = makeOp({
  name: "swap_axes",
  attributes: { first: anyAxis(), second: anyAxis() },
  forward: {
    composite: ([x], { first, second }) =>
      transpose(
        x,
        x.shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis)),
      ),
  },
  takes: "x, first, second",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const First extends number, const Second extends number>(
      x: Tensor<S, D>,
      first: First & AxesCheck<"swapAxes", S, First>,
      second: Second & AxesCheck<"swapAxes", S, Second>,
    ): Tensor<SwappedAxes<S, First, Second>, D> => {
      const rank = x.shape.length;
      const axes = { first: normalizeAxis("swapAxes", first, rank), second: normalizeAxis("swapAxes", second, rank) };
      return apply([x], axes);
    },
});
