/** Where in its window the largest element stands, and the two linear maps that such positions make. */
import { makeOp, Index, isFloat, select, type DType, type Scalar, type Tensor, type VjpThunks } from "@rensa/core";
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

/** What is never larger than another element. */
export function lowest(dtype: DType): number {
  if (isFloat(dtype)) return -Infinity;
  return dtype === "i32" ? -(2 ** 31) : 0;
}

/**
 * The row-major position of the largest element within its window, i32: the first of several, and the first NaN where
 * there is one. It finds the maximum anew: one that was stored is rounded, and an element read again may not be.
 *
 * @internal
 */
export const windowArgmax = makeOp({
  name: "window_argmax",
  attributes: poolAttributes,
  forward: {
    loops: ([x], windows, { maxOver, minOver, within, position }) => ({
      shape: pooledShape(x, windows),
      dtype: "i32",
      element: (...indices) => {
        const read = (inner: readonly Index[], value: (element: Scalar) => Scalar, otherwise: number): Scalar => {
          const { places, bounds } = elementOf(indices.slice(1, -1), inner, windows, spatialOf(x));
          return within(bounds, () => value(x.at(...withSpatial(indices, places))), otherwise);
        };
        const best = maxOver(windows.window, (...inner) => read(inner, (element) => element, lowest(x.dtype)));
        const none = windows.window.reduce((size, extent) => size * extent, 1);
        return minOver(windows.window, (...inner) =>
          read(
            inner,
            (element) => select(element.eq(best).or(element.ne(element)), position(flat(inner, windows)), none),
            none,
          ),
        );
      },
    }),
  },
  nonDifferentiable: "positions are integers",
  check: checkPoolWindows("windowArgmax"),
  takes: "x, windows",
  call:
    (apply) =>
    (x: Tensor, windows: PoolWindows): Tensor =>
      apply([x], { ...windows }),
});

/**
 * The element of each window that stands at its position.
 *
 * @internal
 */
export const windowGather = makeOp({
  name: "window_gather",
  inputs: ["x", "positions"],
  attributes: poolAttributes,
  forward: {
    loops: ([x, positions], windows, { position }) => ({
      shape: pooledShape(x, windows),
      element: (...indices) => {
        const { places } = elementOf(indices.slice(1, -1), [], windows, spatialOf(x));
        const inner = unflat(positions.at(...indices), windows);
        return x.at(
          ...withSpatial(
            indices,
            places.map((place, axis) => position(place).add(inner[axis] ?? 0)),
          ),
        );
      },
    }),
  },
  vjp: ({ inputs: [x, positions], gradient }, windows): VjpThunks => [
    () => windowScatter(gradient, positions, { ...windows, extents: spatialOf(x) }),
    null,
  ],
  check: checkPoolWindows("windowGather"),
  takes: "x, positions, windows",
  call:
    (apply) =>
    (x: Tensor, positions: Tensor, windows: PoolWindows): Tensor =>
      apply([x, positions], { ...windows }),
});

/**
 * For each element the sum of the values of the windows at whose position it stands: the transpose of
 * {@link windowGather}, as a gather from the few windows in which the element lies (one, where they do not overlap).
 *
 * @internal
 */
export const windowScatter = makeOp({
  name: "window_scatter",
  inputs: ["x", "positions"],
  attributes: poolAttributes,
  forward: {
    loops: ([x, positions], windows, { sumOver, within, position }) => ({
      shape: pooledShape(x, windows),
      element: (...indices) =>
        sumOver(overlapsOf(windows), (...back) => {
          const { outer, inner, bounds } = windowOf(indices.slice(1, -1), back, windows, spatialOf(x));
          const at = withSpatial(indices, outer);
          const isIt = (): Scalar => positions.at(...at).eq(position(flat(inner, windows)));
          return within(bounds, () => select(isIt(), x.at(...at), 0), 0);
        }),
    }),
  },
  vjp: ({ inputs: [x, positions], gradient }, windows): VjpThunks => [
    () => windowGather(gradient, positions, { ...windows, extents: spatialOf(x) }),
    null,
  ],
  check: checkPoolWindows("windowScatter"),
  takes: "x, positions, windows",
  call:
    (apply) =>
    (x: Tensor, positions: Tensor, windows: PoolWindows): Tensor =>
      apply([x, positions], { ...windows }),
});

/** The row-major position of an element of a window. */
function flat(inner: readonly Index[], { window }: PoolWindows): Index {
  return inner.reduce((offset, index, axis) => offset.mul(window[axis] ?? 1).add(index), Index.constant(0));
}

/** The element of a window at a row-major position. */
function unflat(offset: Scalar, { window }: PoolWindows): Scalar[] {
  let rest = offset;
  const inner: Scalar[] = [];
  for (const extent of window.toReversed()) {
    inner.unshift(rest.rem(extent));
    rest = rest.div(extent);
  }
  return inner;
}
