/** How pools are called: options become attributes, and the shape of the result is computed in the type. */
import { formatShape, RensaError, type Apply, type DType, type Shape, type Tensor } from "@rensa/core";
import { perAxis, windowsOn, type WindowOptions } from "../convolution/window-options.ts";
import type { Padding, PerAxis, PoolCheck, Pooled } from "../types/windows.ts";
import type { PoolWindows } from "./pool-windows.ts";

/** The call of a pool over windows of all spatial axes. */
export function poolCall<Name extends string>(name: Name) {
  return (apply: Apply<PoolWindows>) =>
    <
      X extends Shape,
      D extends DType,
      const Windows extends PerAxis,
      const Strides extends PerAxis = Windows,
      const Pad extends Padding = "valid",
    >(
      x: Tensor<X, D>,
      window: Windows & PoolCheck<Name, X, Windows, Strides, Pad>,
      options: { readonly strides?: Strides; readonly padding?: Pad } = {},
    ): Tensor<Pooled<X, Windows, Strides, Pad>, D> =>
      apply([x], poolWindows(name, x.shape, window, options));
}

/** Refuses an input without spatial axes. */
export function checkSpatial(name: string, shape: Shape): void {
  if (shape.length > 2) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(shape)} has no spatial axes; reshape it to [batch, ...spatial, channels].`,
  );
}

function poolWindows(name: string, shape: Shape, extent: PerAxis, options: WindowOptions): PoolWindows {
  checkSpatial(name, shape);
  const spatial = shape.slice(1, -1);
  const window = perAxis(name, "the window", spatial.length, extent);
  // By their names: a copy of the options reads all of them, so that one which does not exist would be ignored.
  const { strides: steps = window, padding } = options;
  const { extents, low, strides } = windowsOn(name, spatial, window, { strides: steps, padding });
  const isEmpty = spatial.some((length, axis) => {
    const [first = 0, count = 1, stride = 1] = [low[axis], extents[axis], strides[axis]];
    return first >= (window[axis] ?? 1) || (count - 1) * stride - first >= length;
  });
  if (isEmpty) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: with padding ${JSON.stringify(options.padding)} a window of ${formatShape(window)} sees nothing but padding; pad less than a window on each side.`,
    );
  }
  return { window, extents, low, strides };
}
