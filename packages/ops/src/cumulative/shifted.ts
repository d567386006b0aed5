/** A tensor moved along an axis: the one thing that cumulative ops need beside arithmetic. */
import { anyAxis, constantScalar, makeOp, wholeNumber, number, type Tensor, type VjpThunks } from "@rensa/core";
import { replaceAt } from "../indexing/along-axis.ts";

/**
 * The elements moved by `by` places along an axis, toward the end where it is positive; `fill` comes in:
 * `y[i] = x[i - by]`. It costs nothing: it is an index map with a guard.
 *
 * @internal
 */
export const shifted = makeOp({
  name: "shifted",
  attributes: { axis: anyAxis(), by: wholeNumber(0), fill: number(0, { nonFinite: true }) },
  forward: {
    loops: ([x], { axis, by, fill }, { within }) => ({
      shape: x.shape,
      dtype: x.dtype,
      element: (...at) => {
        const extent = x.shape[axis] ?? 1;
        const index = at[axis]?.sub(by);
        if (index === undefined || Math.abs(by) >= extent) return constantScalar(fill, x.dtype);
        return within([{ index, lower: 0, upper: extent }], () => x.at(...replaceAt(at, axis, index)), fill);
      },
    }),
  },
  vjp: ({ gradient }, { axis, by }): VjpThunks => [() => shifted(gradient, axis, -by, 0)],
  takes: "x, axis, by, fill",
  call:
    (apply) =>
    (x: Tensor, axis: number, by: number, fill: number): Tensor =>
      apply([x], { axis, by, fill }),
});
