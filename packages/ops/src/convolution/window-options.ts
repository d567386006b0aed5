/** The options of convolutions and pools as users give them, checked and made into a {@link Geometry}. */
import { formatGiven, formatShape, RensaError, type Shape } from "@rensa/core";
import type { Padding, PerAxis } from "../types/windows.ts";
import { spanOf, type Geometry } from "./geometry.ts";

/** What is said of windows, with its defaults: steps of 1, no padding. */
export interface WindowOptions {
  readonly strides?: PerAxis | undefined;
  readonly padding?: Padding | undefined;
  readonly dilations?: PerAxis | undefined;
}

/** The geometry of windows on the given spatial extents: as many as fit. */
export function windowsOn(name: string, spatial: Shape, window: Shape, options: WindowOptions): Geometry {
  const steps = stepsOf(name, spatial.length, window, options);
  const pairs = paddingOf(name, spatial.length, options.padding ?? "valid");
  const along = spatial.map((extent, axis) => {
    const stride = steps.strides[axis] ?? 1;
    const span = spanOf(window[axis] ?? 1, steps.dilations[axis] ?? 1);
    if (pairs === "same") {
      const count = Math.ceil(extent / stride);
      return { count, low: Math.floor(Math.max(0, (count - 1) * stride + span - extent) / 2) };
    }
    const [before, after] = pairs[axis] ?? [0, 0];
    return { count: Math.floor((extent + before + after - span) / stride) + 1, low: before };
  });
  const extents = along.map(({ count }) => count);
  if (extents.some((count) => count < 1)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: a window of ${formatShape(window)} spans ${formatShape(spansOf(window, steps.dilations))} and does not fit in ${formatShape(spatial)}; pad the input, or take a smaller window.`,
    );
  }
  return { extents, low: along.map(({ low }) => low), ...steps };
}

/** One whole number from 1 per axis. */
export function perAxis(name: string, option: string, rank: number, given: PerAxis): readonly number[] {
  const list = typeof given === "number" ? new Array<number>(rank).fill(given) : given;
  // Callers without types give texts.
  const isList = typeof given === "number" || Array.isArray(given);
  if (!isList || list.length !== rank || list.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: ${option} ${formatGiven(list)} is not one whole number from 1, or one for each of ${String(rank)} spatial axes; give that.`,
    );
  }
  return list;
}

export function stepsOf(
  name: string,
  rank: number,
  window: Shape,
  { strides = 1, dilations = 1 }: WindowOptions,
): Pick<Geometry, "strides" | "dilations"> {
  perAxis(name, "the window", rank, window);
  return { strides: perAxis(name, "strides", rank, strides), dilations: perAxis(name, "dilations", rank, dilations) };
}

function spansOf(window: Shape, dilations: readonly number[]): readonly number[] {
  return window.map((extent, axis) => spanOf(extent, dilations[axis] ?? 1));
}

/** `spare` is how far below 0 the padding at the end may be, along each axis. */
export function paddingOf(
  name: string,
  rank: number,
  given: Padding,
  spare: readonly number[] = [],
): "same" | readonly (readonly [number, number])[] {
  if (given === "same") return given;
  const one: number | undefined = given === "valid" ? 0 : typeof given === "number" ? given : undefined;
  const pairs = Array.isArray(given)
    ? (given as readonly (readonly [number, number])[])
    : new Array<readonly [number, number]>(rank).fill([one ?? NaN, one ?? NaN]);
  const suits = (pair: readonly number[], axis: number): boolean => {
    const sizes: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (sizes.length !== 2 || !sizes.every(Number.isInteger)) return false;
    const [before = 0, after = 0] = pair;
    return before >= 0 && after >= -(spare[axis] ?? 0);
  };
  if (pairs.length !== rank || !pairs.every(suits)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: padding ${JSON.stringify(given)} is none of "valid", "same", a whole number, and a pair [before, after] for each of ${String(rank)} spatial axes${spare.length === 0 ? "" : `, where after may be down to ${formatShape(spare.map((size) => -size))}`}; give one of these.`,
    );
  }
  return pairs;
}
