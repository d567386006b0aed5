/** Integers as differences (DELTA_BINARY_PACKED), and byte arrays whose lengths are such integers. Source: Encodings.md. */

/** Integers, and where they end. Those of 64 bits are walked over, not computed. */
interface Deltas {
  readonly values: Int32Array | null;
  readonly end: number;
}

/** @throws Error where there are not exactly `count`. */
export function walkDeltas(bytes: Uint8Array, start: number, count: number, isLong: boolean): Deltas {
  const reader = new DeltaReader(bytes, start);
  const block = reader.varint();
  const miniblocks = reader.varint();
  const perMiniblock = block / miniblocks;
  const isRight = block > 0 && miniblocks > 0 && miniblocks <= 512 && block <= 65_536 && perMiniblock % 32 === 0;
  if (!isRight) throw new Error("its differences come in blocks of no valid size");
  if (reader.varint() !== count) throw new Error("its differences are more or fewer than its values");
  let value = reader.zigzag();
  const values = isLong ? null : new Int32Array(count);
  if (values !== null && count > 0) values[0] = value;
  for (let index = 1; index < count;) {
    const least = reader.zigzag();
    const widths = reader.take(miniblocks);
    for (const width of widths) {
      if (index >= count) break;
      if (width > (isLong ? 64 : 33)) throw new Error("its differences have too many bits");
      const packed = reader.take((perMiniblock * width) / 8);
      const numbers = Math.min(perMiniblock, count - index);
      for (let number = 0; values !== null && number < numbers; number++) {
        value = (value + least + bitsOf(packed, number * width, width)) | 0;
        values[index + number] = value;
      }
      index += numbers;
    }
  }
  return { values, end: reader.at };
}

/** The lower 32 bits of a number that is packed from the given bit on. */
function bitsOf(packed: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < Math.min(width, 32); bit++) {
    const at = start + bit;
    if (((packed[at >> 3] ?? 0) >> (at & 7)) & 1) value |= 1 << bit;
  }
  return value;
}

/** Checks byte arrays whose lengths come first. @throws Error where they do not fill the page. */
export function checkDeltaLengths(bytes: Uint8Array, count: number): number {
  const { values, end } = walkDeltas(bytes, 0, count, false);
  return checkEnd(bytes, end + sumOf(values));
}

/** Checks byte arrays of which each says how much of the one before it begins with. Gives the bytes that they take. */
export function checkDeltaStrings(bytes: Uint8Array, count: number, most: number): number {
  const prefixes = walkDeltas(bytes, 0, count, false);
  const suffixes = walkDeltas(bytes, prefixes.end, count, false);
  checkEnd(bytes, suffixes.end + sumOf(suffixes.values));
  let [before, total] = [0, 0];
  for (let index = 0; index < count; index++) {
    const prefix = prefixes.values?.[index] ?? 0;
    if (prefix < 0 || prefix > before) throw new Error("a value begins with more of the one before than there is");
    before = prefix + (suffixes.values?.[index] ?? 0);
    total += before;
    if (total > most) throw new Error("its values are larger than allowed");
  }
  return total;
}

function sumOf(lengths: Int32Array | null): number {
  let sum = 0;
  for (const length of lengths ?? []) {
    if (length < 0) throw new Error("a value has a negative length");
    sum += length;
  }
  return sum;
}

function checkEnd(bytes: Uint8Array, end: number): number {
  if (end !== bytes.length) throw new Error("its values do not fill the page");
  return bytes.length;
}

class DeltaReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  take(length: number): Uint8Array {
    const start = this.at;
    this.at += length;
    if (this.at > this.#bytes.length) throw new Error("its differences are cut off");
    return this.#bytes.subarray(start, this.at);
  }

  /** An unsigned number below 2^31. */
  varint(): number {
    const [low, high] = this.#word();
    if (high !== 0 || low > 0x7fffffff) throw new Error("a number is too large");
    return low;
  }

  /** The lower 32 bits of a signed number. */
  zigzag(): number {
    const [low, high] = this.#word();
    return ((low >>> 1) | (high << 31)) ^ -(low & 1);
  }

  #word(): [low: number, high: number] {
    let [low, high] = [0, 0];
    for (let shift = 0; shift < 70; shift += 7) {
      const [byte = 0] = this.take(1);
      const bits = byte & 127;
      if (shift < 32) low |= bits << shift;
      if (shift >= 32) high |= bits << (shift - 32);
      else if (shift > 25) high |= bits >> (32 - shift);
      if (byte < 128) return [low >>> 0, high];
    }
    throw new Error("a number does not end");
  }
}
