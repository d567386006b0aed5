/** A tensor seen through a frame over its spatial axes: what lies outside the tensor is zero. */
import { full, sameShape, type Shape, type Tensor } from "@rensa/core";
import { pad } from "../shape/pad.ts";
import { slice } from "../shape/slice.ts";

/**
 * The part of `x` of the given spatial extents that starts `low` elements before it (after it where negative). The
 * spatial axes are those after the first. Where nothing has to be done, the tensor is returned as it is.
 */
export function frame(x: Tensor, low: readonly number[], extents: Shape): Tensor {
  const spatial = x.shape.slice(1, extents.length + 1);
  const start = low.map((margin) => Math.max(0, -margin));
  const stop = spatial.map((extent, axis) => Math.min(extent, (extents[axis] ?? 0) - (low[axis] ?? 0)));
  const kept = stop.map((end, axis) => end - (start[axis] ?? 0));
  const others = x.shape.slice(extents.length + 1);
  if (kept.some((extent) => extent <= 0)) return full([...x.shape.slice(0, 1), ...extents, ...others], 0, x.dtype);
  const inside = sameShape(kept, spatial)
    ? x
    : slice(x, [0, ...start, ...others.map(() => 0)], [...x.shape.slice(0, 1), ...stop, ...others]);
  if (sameShape(kept, extents)) return inside;
  const before = low.map((margin) => Math.max(0, margin));
  const after = extents.map((extent, axis) => extent - (before[axis] ?? 0) - (kept[axis] ?? 0));
  const none = others.map(() => 0);
  return pad(inside, [0, ...before, ...none], [0, ...after, ...none]);
}
