/** The extents on which given windows lie: what a transposed convolution returns. */
import { formatShape, RensaError, type Shape } from "@rensa/core";
import { reachOf, type Geometry } from "./geometry.ts";
import { type WindowOptions, stepsOf, paddingOf } from "./window-options.ts";

/** The geometry of the extents on which windows lie, as many as given: the transpose of `windowsOn`. */
export function extentsUnder(name: string, counts: Shape, window: Shape, options: WindowOptions): Geometry {
  const steps = stepsOf(name, counts.length, window, options);
  // Less than the next window would need: what a convolution of those strides leaves over at the end.
  const spare = steps.strides.map((stride, axis) => Math.max(stride, steps.dilations[axis] ?? 1) - 1);
  const pairs = paddingOf(name, counts.length, options.padding ?? "valid", spare);
  const along = reachOf(counts, window, steps).map((reach, axis) => {
    if (pairs === "same") {
      const extent = (counts[axis] ?? 1) * (steps.strides[axis] ?? 1);
      return { extent, low: Math.floor(Math.max(0, reach - extent) / 2) };
    }
    const [before, after] = pairs[axis] ?? [0, 0];
    return { extent: reach - before - after, low: before };
  });
  const extents = along.map(({ extent }) => extent);
  if (extents.some((extent) => extent < 1)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: of ${formatShape(counts)} windows of ${formatShape(window)} the padding leaves ${formatShape(extents)}; pad less.`,
    );
  }
  return { extents, low: along.map(({ low }) => low), ...steps };
}
