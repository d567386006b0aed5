/** Axes of length 1 dropped. */
import {
  anyAxes,
  makeOp,
  type DType,
  formatShape,
  normalizeAxes,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { reshape } from "./reshape.ts";

/**
 * The tensor without the given axes, which must have length 1.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { squeeze } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 1) }, ({ x }) => squeeze(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-1], [0.5], [2]] }).data); // Float32Array [-1, 0.5, 2]
 * ```
 */
export const squeeze = makeOp({
  name: "squeeze",
  attributes: { axes: anyAxes() },
  forward: {
    composite: ([x], { axes }) => {
      if (axes.some((axis) => x.shape[axis] !== 1)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `squeeze: axes [${axes.join(", ")}] of ${formatShape(x.shape)} do not all have length 1; only such axes can go.`,
        );
      }
      return reshape(
        x,
        x.shape.filter((_, axis) => !axes.includes(axis)),
      );
    },
  },
  traits: { rearranges: true },
  takes: "x, axes",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec>(
      x: Tensor<S, D>,
      axes: Axes & AxesCheck<"squeeze", S, Axes>,
    ): Tensor<Reduce<S, Axes, false>, D> =>
      apply([x], { axes: normalizeAxes("squeeze", axes, x.shape.length) }),
});
