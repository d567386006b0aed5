/** One element per row. */
import {
  defineOp,
  formatShape,
  RensaError,
  sameShape,
  type DType,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { oneHot } from "./one-hot.ts";

/**
 * The element of each row (the last axis) that its label names. Labels are clamped to the row; one outside has no gradient.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { pick } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(4, 10), labels: i32(4) }, ({ x, labels }) => pick(x, labels));
 * ```
 */
export const pick = defineOp({
  name: "pick",
  inputs: ["x", "labels"],
  forward: {
    loops: ([x, labels]) => {
      if (!sameShape(x.shape.slice(0, -1), labels.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `pick: ${formatShape(x.shape)} needs labels of shape ${formatShape(x.shape.slice(0, -1))}, not ${formatShape(labels.shape)}.`,
        );
      }
      const last = (x.shape.at(-1) ?? 1) - 1;
      return {
        shape: labels.shape,
        element: (...at) =>
          x.at(
            ...at,
            labels
              .at(...at)
              .max(0)
              .min(last),
          ),
      };
    },
  },
  vjp: ({ inputs: [x, labels], gradient }): VjpThunks => [
    () =>
      mul(
        oneHot(labels as Tensor<Shape, "i32">, x.shape.at(-1) ?? 1, x.dtype) as Tensor,
        expandDims(gradient, -1) as Tensor,
      ),
    null,
  ],
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<readonly [...S, number], D>, labels: Tensor<S, "i32">): Tensor<S, D> =>
      apply([x, labels])[0] as Tensor<S, D>,
});
