/** One axis at another place. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import type { MovedAxis } from "./axis-types.ts";
import { transpose } from "./transpose.ts";

/**
 * The tensor with its axis `from` at place `to`; the other axes keep their order. As PyTorch's `movedim`. It costs
 * nothing: it is an index map.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { moveAxis } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ image: f32(3, 32, 48) }, ({ image }) => moveAxis(image, 0, -1));
 * console.log(traced.result); // { shape: [32, 48, 3], dtype: "f32" }
 * ```
 */
export const moveAxis = makeOp({
  name: "move_axis",
  attributes: { from: anyAxis(), to: anyAxis() },
  forward: {
    composite: ([x], { from, to }) => {
      const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== from);
      return transpose(x, [...others.slice(0, to), from, ...others.slice(to)]);
    },
  },
  takes: "x, from, to",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const From extends number, const To extends number>(
      x: Tensor<S, D>,
      from: From & AxesCheck<"moveAxis", S, From>,
      to: To & AxesCheck<"moveAxis", S, To>,
    ): Tensor<MovedAxis<S, From, To>, D> => {
      const rank = x.shape.length;
      const places = { from: normalizeAxis("moveAxis", from, rank), to: normalizeAxis("moveAxis", to, rank) };
      return apply([x], places);
    },
});
