/** Pixels as a decoder gives them. */

/** 1 channel is gray, 2 are gray and opacity, 3 colors, 4 colors and opacity. */
export interface RawImage {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

/**
 * Checks the size that a header says, before anything is allocated for it.
 *
 * @throws Error where the picture has no pixels, or more than are allowed.
 */
export function checkPixels(width: number, height: number, maximumPixels: number): void {
  const size = `it is ${String(width)} x ${String(height)} pixels`;
  if (width === 0 || height === 0) throw new Error(`${size}, which is no picture`);
  if (width * height <= maximumPixels) return;
  throw new Error(
    `${size}, and at most ${String(maximumPixels)} are decoded; give a larger \`maximumPixels\` if you trust it`,
  );
}
