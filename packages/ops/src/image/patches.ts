/** The windows of images, each by itself, and the transpose. */
import {
  formatShape,
  listOf,
  makeOp,
  RensaError,
  wholeNumber,
  type Index,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { Bound } from "@rensa/core/compiler";
import { checkPerAxis } from "../shape/per-axis.ts";
import { geometryAttributes, placesOf, type Geometry } from "../convolution/geometry.ts";

/** Windows on images, and the spatial extents of what is computed from them. */
export interface Patches extends Geometry {
  readonly window: Shape;
}

/** The attributes of an op that has {@link Patches}; its call always gives all of them. */
export const patchAttributes = { window: listOf(wholeNumber(1, { minimum: 1 })), ...geometryAttributes };

/** Refuses lists that are not for the spatial axes of `[batch, ...spatial, channels]`, of which there are so many. */
function checkPatches(name: string, rank: number, patches: Patches): void {
  const { window, extents, low, strides, dilations } = patches;
  checkPerAxis(name, rank, { window, extents, low, strides, dilations });
}

/**
 * `[batch, ...windows, ...window, channels]` from `[batch, ...spatial, channels]`: what is in each window, 0 outside.
 *
 * @internal
 */
export const extractPatches = makeOp({
  name: "extract_patches",
  attributes: patchAttributes,
  forward: {
    loops: ([x], { window, extents, low, ...steps }, { within }) => {
      const rank = window.length;
      return {
        shape: [...x.shape.slice(0, 1), ...extents, ...window, ...x.shape.slice(-1)],
        element: (...indices) => {
          const [outer, inner] = [indices.slice(1, rank + 1), indices.slice(rank + 1, -1)];
          const places = placesOf(outer, inner, steps).map((place, axis) => place.sub(low[axis] ?? 0));
          const bounds = places.map((index, axis) => ({ index, lower: 0, upper: x.shape[axis + 1] ?? 1 }));
          return within(bounds, () => x.at(...indices.slice(0, 1), ...places, ...indices.slice(-1)), 0);
        },
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, patches): VjpThunks => [
    () => addPatches(gradient, { ...patches, extents: x.shape.slice(1, -1) }),
  ],
  check: (patches, [x]) => {
    checkPatches("extractPatches", (x?.shape.length ?? 0) - 2, patches);
  },
  takes: "x, patches",
  call:
    (apply) =>
    (x: Tensor, patches: Patches): Tensor =>
      apply([x], { ...patches }),
});

/**
 * `[batch, ...spatial, channels]` with the sums of what windows have at each place: the transpose of {@link extractPatches}.
 *
 * @internal
 */
export const addPatches = makeOp({
  name: "add_patches",
  attributes: patchAttributes,
  forward: {
    loops: ([x], patches, { sumOver, within }) => {
      const rank = patches.window.length;
      return {
        shape: [...x.shape.slice(0, 1), ...patches.extents, ...x.shape.slice(-1)],
        element: (...indices) =>
          sumOver(overlapsOf(patches), (...choices) => {
            const along = indices
              .slice(1, rank + 1)
              .map((place, axis) => occurrenceOf(place, choices[axis], axis, patches, x.shape[axis + 1] ?? 1));
            const read = [...along.map(({ outer }) => outer), ...along.map(({ inner }) => inner)];
            return within(
              along.flatMap(({ bounds }) => bounds),
              () => x.at(...indices.slice(0, 1), ...read, ...indices.slice(-1)),
              0,
            );
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, patches): VjpThunks => [
    () => extractPatches(gradient, { ...patches, extents: x.shape.slice(1, patches.window.length + 1) }),
  ],
  check: (patches, [x]) => {
    checkPatches("addPatches", ((x?.shape.length ?? 0) - 2) / 2, patches);
    const { window } = patches;
    const shape = x?.shape ?? [];
    if (window.every((extent, axis) => extent === shape[1 + window.length + axis])) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `addPatches: ${formatShape(shape)} does not hold windows of ${formatShape(window)}; give [batch, ...windows, ...window, channels].`,
    );
  },
  takes: "x, patches",
  call:
    (apply) =>
    (x: Tensor, patches: Patches): Tensor =>
      apply([x], { ...patches }),
});

/** How many occurrences of an element in windows are tried along each axis. */
function overlapsOf({ window, strides, dilations }: Patches): Shape {
  return window.map((extent, axis) => (dilations[axis] === 1 ? Math.ceil(extent / (strides[axis] ?? 1)) : extent));
}

interface Occurrence {
  readonly outer: Index;
  readonly inner: Index;
  readonly bounds: readonly Bound[];
}

/** Where an element occurs: in which window, which element of it, and within which bounds it does. */
function occurrenceOf(
  place: Index,
  choice: Index | undefined,
  axis: number,
  { window, strides, dilations, low }: Patches,
  windows: number,
): Occurrence {
  const [stride, dilation, size] = [strides[axis] ?? 1, dilations[axis] ?? 1, window[axis] ?? 1];
  const shifted = place.add(low[axis] ?? 0);
  const chosen = choice ?? place.mul(0);
  if (dilation === 1) {
    // Only windows that start at or before it can have it, so many back: nothing is tried in vain but at the ends.
    const outer = shifted.div(stride).sub(chosen);
    const inner = shifted.mod(stride).add(chosen.mul(stride));
    const bounds = [
      { index: outer, lower: 0, upper: windows },
      { index: inner, lower: 0, upper: size },
    ];
    return { outer, inner, bounds };
  }
  // With gaps inside windows, every element of a window is tried: a window must start just so far before.
  const start = shifted.sub(chosen.mul(dilation));
  const bounds = [
    { index: start.div(stride), lower: 0, upper: windows },
    { index: start.mod(stride), lower: 0, upper: 1 },
  ];
  return { outer: start.div(stride), inner: chosen, bounds };
}
