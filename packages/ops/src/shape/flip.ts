/** The order reversed along axes. */
import { anyAxes, makeOp, type DType, normalizeAxes, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";

/**
 * The tensor with its elements in reverse order along the given axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { flip } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 4) }, ({ x }) => flip(x, 1));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]] });
 * console.log(data); // Float32Array [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9]
 * ```
 */
export const flip = makeOp({
  name: "flip",
  attributes: { axes: anyAxes() },
  forward: {
    loops: ([x], { axes }) => ({
      shape: x.shape,
      element: (...indices) =>
        x.at(
          ...indices.map((index, axis) => (axes.includes(axis) ? index.mul(-1).add((x.shape[axis] ?? 1) - 1) : index)),
        ),
    }),
  },
  vjp: ({ gradient }, { axes }): VjpThunks => [() => flip(gradient, axes)],
  traits: { rearranges: true },
  takes: "x, axes",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec>(
      x: Tensor<S, D>,
      axes: Axes & AxesCheck<"flip", S, Axes>,
    ): Tensor<S, D> =>
      apply([x], { axes: normalizeAxes("flip", axes, x.shape.length) }),
});
