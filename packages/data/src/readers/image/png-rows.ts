/** The rows of a PNG picture: their filters are undone, and the seven passes of an interlaced one put together. */

/** What a header says of the rows. */
export interface PngLayout {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  /** Samples of a pixel. */
  readonly samples: number;
  readonly isInterlaced: boolean;
}

/** A pass has every so many pixels of every so many rows. */
interface Pass {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Adam M. Costello's interlacing: left, top, and the steps to the right and downward. */
const adam7: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** The passes that have pixels. */
export function passesOf({ width, height, isInterlaced }: PngLayout): readonly Pass[] {
  if (!isInterlaced) return [{ width, height, left: 0, top: 0, stepX: 1, stepY: 1 }];
  return adam7
    .map(([left, top, stepX, stepY]) => ({
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
      ...{ left, top, stepX, stepY },
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes of a row without its filter's. */
export function rowBytes(width: number, { depth, samples }: PngLayout): number {
  return Math.ceil((width * depth * samples) / 8);
}

/** The samples of the picture, pixel by pixel. `raw` has a byte of filter before every row; it is written to. */
export function unfiltered(raw: Uint8Array, layout: PngLayout): Uint8Array | Uint16Array {
  const { width, height, depth, samples } = layout;
  const count = width * height * samples;
  const result = depth === 16 ? new Uint16Array(count) : new Uint8Array(count);
  const step = Math.max(1, (depth * samples) / 8);
  let start = 0;
  for (const pass of passesOf(layout)) {
    const length = rowBytes(pass.width, layout);
    let above: Uint8Array = new Uint8Array(length);
    for (let row = 0; row < pass.height; row++) {
      const bytes = raw.subarray(start + 1, start + 1 + length);
      undo(raw[start] ?? 0, bytes, above, step);
      const target = ((pass.top + row * pass.stepY) * width + pass.left) * samples;
      spread(bytes, result, { target, step: pass.stepX * samples, pixels: pass.width, depth, samples });
      above = bytes;
      start += length + 1;
    }
  }
  return result;
}

/** Undoes a filter in place: a byte is what it says plus what the bytes to the left, above and between foretell. */
function undo(filter: number, bytes: Uint8Array, above: Uint8Array, step: number): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let at = step; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) + (bytes[at - step] ?? 0);
      return;
    case 2:
      for (let at = 0; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) + (above[at] ?? 0);
      return;
    case 3:
      for (let at = 0; at < bytes.length; at++) {
        bytes[at] = (bytes[at] ?? 0) + (((at < step ? 0 : (bytes[at - step] ?? 0)) + (above[at] ?? 0)) >> 1);
      }
      return;
    case 4:
      undoPaeth(bytes, above, step);
      return;
    default:
      throw new Error(`a row has the filter ${String(filter)}, which is not known`);
  }
}

/** Paeth's filter foretells whichever of left, above and corner is nearest to left + above - corner. */
function undoPaeth(bytes: Uint8Array, above: Uint8Array, step: number): void {
  // Where there is nothing to the left, that is what stands above.
  for (let at = 0; at < Math.min(step, bytes.length); at++) bytes[at] = (bytes[at] ?? 0) + (above[at] ?? 0);
  for (let at = step; at < bytes.length; at++) {
    const left = bytes[at - step] ?? 0;
    const over = above[at] ?? 0;
    const corner = above[at - step] ?? 0;
    const toLeft = Math.abs(over - corner);
    const toAbove = Math.abs(left - corner);
    const toCorner = Math.abs(left + over - 2 * corner);
    const foretold = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? over : corner;
    bytes[at] = (bytes[at] ?? 0) + foretold;
  }
}

interface Target {
  readonly target: number;
  readonly step: number;
  readonly pixels: number;
  readonly depth: number;
  readonly samples: number;
}

function spread(
  bytes: Uint8Array,
  result: Uint8Array | Uint16Array,
  { target, step, pixels, depth, samples }: Target,
): void {
  if (depth === 8 && step === samples) {
    result.set(bytes, target);
    return;
  }
  if (depth === 16) {
    spreadPairs(bytes, result, { target, step, pixels, samples });
    return;
  }
  const mask = 2 ** depth - 1;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let sample = 0; sample < samples; sample++) {
      const bit = (pixel * samples + sample) * depth;
      result[target + pixel * step + sample] = ((bytes[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask;
    }
  }
}

/** Samples of two bytes. */
function spreadPairs(
  bytes: Uint8Array,
  result: Uint8Array | Uint16Array,
  { target, step, pixels, samples }: Omit<Target, "depth">,
): void {
  let from = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const to = target + pixel * step;
    for (let sample = 0; sample < samples; sample++, from += 2) {
      result[to + sample] = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
    }
  }
}
