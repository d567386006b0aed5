/** A loops op: the sum over a window that ends at each element of the last axis; its transpose is the window that begins there. */
import { defineOp, RensaError, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";

/** y[..., i] = sum of x[..., i - k] for k below `width`; with `ahead`, of x[..., i + k]. Outside the row there are zeros. */
export const movingSum = defineOp({
  name: "moving_sum",
  attributes: { width: 3, ahead: false },
  forward: {
    loops: ([x], { width, ahead }, { sumOver, within }) => {
      const extent = x.shape.at(-1) ?? 1;
      return {
        shape: x.shape,
        element: (...indices) =>
          sumOver([width], (k) => {
            const at = (indices.at(-1) ?? k).add(ahead ? k : k.mul(-1));
            return within([{ index: at, lower: 0, upper: extent }], () => x.at(...indices.slice(0, -1), at), 0);
          }),
      };
    },
  },
  vjp: ({ gradient }, { width, ahead }): VjpThunks => [() => movingSum(gradient, { width, ahead: !ahead })],
  check: ({ width }) => {
    if (!Number.isInteger(width) || width < 1) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `moving_sum: a window of ${String(width)} elements; give an integer from 1.`,
      );
    }
  },
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      options?: { readonly width?: number; readonly ahead?: boolean },
    ): Tensor<S, D> =>
      apply([x], options),
});
