/** Runs of small numbers (levels, positions in a dictionary): repeated, or packed into bits. Source: Encodings.md of the format. */

/** What is counted. */
export interface Runs {
  readonly largest: number;
  /** How many are equal to what was asked for. */
  readonly matches: number;
}

/** The widest numbers that the decoder reads right. */
const widest = 24;

/**
 * Walks over `count` numbers of `width` bits between two places. Every run has to end with what is wanted.
 *
 * @param into - where the numbers are written; as long as `count`.
 * @throws Error where there are fewer, or a run has more.
 */
export function walkRuns(
  bytes: Uint8Array,
  start: number,
  stop: number,
  width: number,
  count: number,
  wanted: number,
  into?: Int32Array,
): Runs {
  if (width > widest) throw new Error(`its numbers have ${String(width)} bits, and at most ${String(widest)} are read`);
  let [largest, matches] = [0, 0];
  const runBytes = (width + 7) >> 3;
  const mask = 2 ** width - 1;
  let at = start;
  for (let seen = 0; seen < count;) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = at < stop ? bytes[at++] : undefined;
      if (byte === undefined || shift > 28) throw new Error("its runs are cut off");
      head += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const left = count - seen;
    const times = Math.floor(head / 2);
    if (head % 2 === 0) {
      if (times < 1 || times > left || at + runBytes > stop) throw new Error("a run is longer than the page");
      const value = wordAt(bytes, at) & (2 ** (8 * runBytes) - 1);
      at += runBytes;
      if (value > largest) largest = value;
      if (value === wanted) matches += times;
      into?.fill(value, seen, seen + times);
      seen += times;
      continue;
    }
    // Packed numbers come in groups of eight; the last group may have some that nobody reads.
    if (times < 1 || times > Math.ceil(left / 8) || at + times * width > stop)
      throw new Error("a run is longer than the page");
    const end = seen + Math.min(left, times * 8);
    // Whole bytes are left behind, since the bits of a long run are more than an integer counts.
    for (let [byte, bit] = [at, 0]; seen < end; seen++) {
      const value = (wordAt(bytes, byte) >>> bit) & mask;
      if (value > largest) largest = value;
      if (value === wanted) matches++;
      if (into !== undefined) into[seen] = value;
      bit += width;
      byte += bit >> 3;
      bit &= 7;
    }
    at += times * width;
  }
  return { largest, matches };
}

/** 32 bits, the first byte the lowest. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
