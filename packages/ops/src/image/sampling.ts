/**
 * Where the pixels of a resized axis lie on the one that it is made of. Pixel `i` lies at `(i * step + offset) / scale`, a
 * fraction of integers, so that places and weights are exact whatever the sizes.
 */
import { RensaError, type Index } from "@rensa/core";

/** The places of pixels along one axis. */
export interface Sampling {
  readonly step: number;
  readonly offset: number;
  readonly scale: number;
}

/** How the pixels of both sizes are laid over each other. */
export interface Alignment {
  /** The centers of the outermost pixels lie on each other. */
  readonly alignCorners: boolean;
  /** The edges of the outermost pixels lie on each other. Where neither holds, the centers of the first pixels do. */
  readonly halfPixelCenters: boolean;
}

/** Refuses both at once. */
export function checkAlignment(name: string, { alignCorners, halfPixelCenters }: Alignment): void {
  if (!alignCorners || !halfPixelCenters) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: alignCorners and halfPixelCenters exclude each other; choose one.`,
  );
}

/** The places of the centers of `target` pixels on an axis of `extent`, which start at 0. */
export function samplingOf(extent: number, target: number, { alignCorners, halfPixelCenters }: Alignment): Sampling {
  // A single pixel has two corners: it lies at the first.
  if (alignCorners) return target === 1 ? reduced(1, 0, 1) : reduced(extent - 1, 0, target - 1);
  return halfPixelCenters ? reduced(2 * extent, extent - target, 2 * target) : reduced(extent, 0, target);
}

/** The places of which the whole part is the nearest pixel. */
export function nearestSamplingOf(
  extent: number,
  target: number,
  { alignCorners, halfPixelCenters }: Alignment,
): Sampling {
  if (alignCorners) return target === 1 ? reduced(1, 0, 1) : reduced(2 * (extent - 1), target - 1, 2 * (target - 1));
  return halfPixelCenters ? reduced(2 * extent, extent, 2 * target) : reduced(extent, 0, target);
}

/** `i * step + offset`. */
export function placeOf(index: Index, { step, offset }: Sampling): Index {
  return index.mul(step).add(offset);
}

/** In lowest terms, which makes index maps small. */
function reduced(step: number, offset: number, scale: number): Sampling {
  const common = divisor(divisor(step, scale), Math.abs(offset));
  return { step: step / common, offset: offset / common, scale: scale / common };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
