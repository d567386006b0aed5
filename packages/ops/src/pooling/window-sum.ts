/** The sums over windows, and the transpose. */
import { makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import {
  checkPoolWindows,
  elementOf,
  overlapsOf,
  poolAttributes,
  pooledShape,
  spatialOf,
  windowOf,
  withSpatial,
  type PoolWindows,
} from "./pool-windows.ts";

/**
 * The sum over each window; what lies outside the tensor is 0.
 *
 * @internal
 */
export const windowSum = makeOp({
  name: "window_sum",
  attributes: poolAttributes,
  forward: {
    loops: ([x], windows, { sumOver, within }) => ({
      shape: pooledShape(x, windows),
      element: (...indices) =>
        sumOver(windows.window, (...inner) => {
          const { places, bounds } = elementOf(indices.slice(1, -1), inner, windows, spatialOf(x));
          return within(bounds, () => x.at(...withSpatial(indices, places)), 0);
        }),
    }),
  },
  vjp: ({ inputs: [x], gradient }, windows): VjpThunks => [
    () => windowSpread(gradient, { ...windows, extents: spatialOf(x) }),
  ],
  check: checkPoolWindows("windowSum"),
  takes: "x, windows",
  call:
    (apply) =>
    (x: Tensor, windows: PoolWindows): Tensor =>
      apply([x], { ...windows }),
});

/**
 * For each element the sum of the values of the windows in which it lies: the transpose of {@link windowSum}.
 *
 * @internal
 */
export const windowSpread = makeOp({
  name: "window_spread",
  attributes: poolAttributes,
  forward: {
    loops: ([x], windows, { sumOver, within }) => ({
      shape: pooledShape(x, windows),
      element: (...indices) =>
        sumOver(overlapsOf(windows), (...back) => {
          const { outer, bounds } = windowOf(indices.slice(1, -1), back, windows, spatialOf(x));
          return within(bounds, () => x.at(...withSpatial(indices, outer)), 0);
        }),
    }),
  },
  vjp: ({ inputs: [x], gradient }, windows): VjpThunks => [
    () => windowSum(gradient, { ...windows, extents: spatialOf(x) }),
  ],
  check: checkPoolWindows("windowSpread"),
  takes: "x, windows",
  call:
    (apply) =>
    (x: Tensor, windows: PoolWindows): Tensor =>
      apply([x], { ...windows }),
});
