/** Sliding windows along an axis, and their transpose. */
import {
  anyAxis,
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import type { Unfolded } from "./axis-types.ts";

/**
 * The windows of `size` elements along an axis, one every `step` elements: the axis counts the windows,
 * `floor((extent - size) / step) + 1`, and a new last axis holds what is in each. Default step: 1. As PyTorch's
 * `Tensor.unfold`. It costs nothing: it is an index map.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there, or a size or step below 1; `SHAPE_MISMATCH` where
 *   a window does not fit.
 *
 * @example
 * ```ts
 * import { mean, unfold } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const movingAverage = trace({ x: f32(100) }, ({ x }) => mean(unfold(x, 0, 7), -1));
 * console.log(movingAverage.result); // { shape: [94], dtype: "f32" }
 * ```
 */
export const unfold = makeOp({
  name: "unfold",
  attributes: { axis: anyAxis(), size: wholeNumber(1, { minimum: 1 }), step: wholeNumber(1, { minimum: 1 }) },
  forward: {
    loops: ([x], { axis, size, step }) => {
      const count = Math.floor(((x.shape[axis] ?? 1) - size) / step) + 1;
      return {
        shape: [...x.shape.map((extent, at) => (at === axis ? count : extent)), size],
        element: (...indices) => {
          const [outer, inner = 0] = [indices.slice(0, -1), indices.at(-1)];
          return x.at(...outer.map((index, at) => (at === axis ? index.mul(step).add(inner) : index)));
        },
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { axis, step }): VjpThunks => [
    () => foldTogether(gradient, axis, step, x.shape[axis] ?? 1),
  ],
  check: ({ axis, size }, [x]) => {
    if (size > (x?.shape[axis] ?? 0)) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `unfold: a window of ${String(size)} does not fit on axis ${String(axis)} of ${formatShape(x?.shape ?? [])}; take a smaller one, or pad.`,
      );
    }
  },
  takes: "x, axis, size, step?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axis extends number,
      const Size extends number,
      const Step extends number = 1,
    >(
      x: Tensor<S, D>,
      axis: Axis & AxesCheck<"unfold", S, Axis>,
      size: Size,
      step?: Step,
    ): Tensor<Unfolded<S, Axis, Size, Step>, D> =>
      apply([x], { axis: normalizeAxis("unfold", axis, x.shape.length), size, step: step ?? 1 }),
});

/**
 * For each of `extent` elements the sum of its places in the windows: the transpose of {@link unfold}.
 *
 * @internal
 */
export const foldTogether = makeOp({
  name: "fold_together",
  attributes: { axis: anyAxis(), step: wholeNumber(1, { minimum: 1 }), extent: wholeNumber(1, { minimum: 0 }) },
  forward: {
    loops: ([x], { axis, step, extent }, { sumOver, within }) => {
      const [windows, size] = [x.shape[axis] ?? 1, x.shape.at(-1) ?? 1];
      return {
        shape: x.shape.slice(0, -1).map((own, at) => (at === axis ? extent : own)),
        element: (...indices) =>
          // The windows that an element can lie in are the one that starts at or before it and a fixed number before that.
          sumOver([Math.ceil(size / step)], (back) => {
            const place = indices[axis];
            if (place === undefined) return x.at(...indices, 0);
            const window = place.div(step).sub(back);
            const inner = place.mod(step).add(back.mul(step));
            const bounds = [
              { index: window, lower: 0, upper: windows },
              { index: inner, lower: 0, upper: size },
            ];
            return within(bounds, () => x.at(...indices.map((index, at) => (at === axis ? window : index)), inner), 0);
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { axis, step }): VjpThunks => [
    () => unfold(gradient, axis, x.shape.at(-1) ?? 1, step),
  ],
  check: ({ axis, step, extent }, [x]) => {
    const shape = x?.shape ?? [];
    const windows = Math.floor((extent - (shape.at(-1) ?? 0)) / step) + 1;
    if (axis < shape.length - 1 && shape[axis] === windows) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `foldTogether: ${formatShape(shape)} are not the windows every ${String(step)} on ${String(extent)} elements along axis ${String(axis)}; give those of unfold.`,
    );
  },
  takes: "x, axis, step, extent",
  call:
    (apply) =>
    (x: Tensor, axis: number, step: number, extent: number): Tensor =>
      apply([x], { axis, step, extent }),
});
