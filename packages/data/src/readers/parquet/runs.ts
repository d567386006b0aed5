/** Runs of small numbers (levels, positions in a dictionary): repeated, or packed into bits. Source: Encodings.md of the format. */

/** What is counted. */
export interface Runs {
  /** Where they end. */
  readonly end: number;
  readonly largest: number;
  /** How many are equal to what was asked for. */
  readonly matches: number;
}

/** The widest numbers that the decoder reads right. */
const widest = 24;

/**
 * Walks over `count` numbers of `width` bits between two places. Every run has to end with what is wanted.
 *
 * @throws Error where there are fewer, or a run has more.
 */
export function walkRuns(
  bytes: Uint8Array,
  start: number,
  stop: number,
  width: number,
  count: number,
  wanted: number,
): Runs {
  if (width > widest) throw new Error(`its numbers have ${String(width)} bits, and at most ${String(widest)} are read`);
  const found = { largest: 0, matches: 0 };
  const note = (value: number, times: number): void => {
    if (value > found.largest) found.largest = value;
    if (value === wanted) found.matches += times;
  };
  const runBytes = (width + 7) >> 3;
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
      let value = 0;
      for (let byte = 0; byte < runBytes; byte++) value += (bytes[at++] ?? 0) * 2 ** (8 * byte);
      note(value, times);
      seen += times;
      continue;
    }
    // Packed numbers come in groups of eight; the last group may have some that nobody reads.
    if (times < 1 || times > Math.ceil(left / 8) || at + times * width > stop)
      throw new Error("a run is longer than the page");
    const numbers = Math.min(left, times * 8);
    const mask = 2 ** width - 1;
    for (let number = 0; number < numbers; number++) {
      const bit = number * width;
      const byte = at + (bit >> 3);
      const word =
        (bytes[byte] ?? 0) +
        (bytes[byte + 1] ?? 0) * 256 +
        (bytes[byte + 2] ?? 0) * 65_536 +
        (bytes[byte + 3] ?? 0) * 16_777_216;
      note(Math.floor(word / 2 ** (bit & 7)) & mask, 1);
    }
    at += times * width;
    seen += numbers;
  }
  return { end: at, ...found };
}
