/**
 * Thrift's compact protocol, as the footers and page headers of Parquet have it, read with bounds: nothing is looped over,
 * nested or allocated that the bytes could not hold. Source: Apache Thrift, thrift-compact-protocol.md.
 */

/** A value of a field. Lists and structs that are not kept are `null`. */
export type ThriftValue = boolean | number | bigint | Uint8Array | null | readonly ThriftValue[] | ThriftStruct;

/** A struct: values by the number of their field. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** Deeper than any structure of the format. */
const deepest = 32;
/** A list of empty structs would take hundreds of times its bytes. Real ones take more than this many each. */
const bytesPerStruct = 4;
/** The path to the statistics of a column: row groups, columns, metadata, statistics. */
const statisticsPath = "4.1.3.12";

/** Reads structs one after another. */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at: number;
  #structs = 0;
  readonly #start: number;
  /** The longest value in the statistics of a column. */
  longestStatistic = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.#start = at;
  }

  /** The next struct. @throws Error where it is damaged. */
  struct(path = "", depth = 0): ThriftStruct {
    if (depth > deepest) throw new Error("its structure is nested too deeply");
    if (++this.#structs > 64 + (this.#bytes.length - this.#start) / bytesPerStruct) {
      throw new Error("its structure has more parts than its bytes can hold");
    }
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (;;) {
      const head = this.#byte();
      if (head === 0) return fields;
      const delta = head >> 4;
      field = delta > 0 ? field + delta : this.#zigzag();
      if (fields.has(field) || field < 0) throw new Error(`field ${String(field)} of its structure is there twice`);
      fields.set(field, this.#value(head & 15, path === "" ? String(field) : `${path}.${String(field)}`, depth));
    }
  }

  #value(type: number, path: string, depth: number): ThriftValue {
    switch (type) {
      case 1:
        return true;
      case 2:
        return false;
      case 3:
        return (this.#byte() << 24) >> 24;
      case 4:
      case 5:
        return this.#zigzag();
      case 6:
        return this.#zigzagLong();
      case 7:
        this.#take(8);
        return this.#view.getFloat64(this.at - 8, true);
      case 8: {
        const length = this.#varint();
        this.#take(length);
        if (path.startsWith(statisticsPath)) this.longestStatistic = Math.max(this.longestStatistic, length);
        return this.#bytes.subarray(this.at - length, this.at);
      }
      case 9:
        return this.#list(path, depth);
      case 12:
        return this.struct(path, depth + 1);
      default:
        throw new Error(`its structure has a value of the unknown type ${String(type)}`);
    }
  }

  #list(path: string, depth: number): readonly ThriftValue[] {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    // Every element takes at least a byte.
    if (size > this.#bytes.length - this.at) throw new Error("a list in its structure is longer than the file");
    const type = head & 15;
    if (depth + 1 > deepest) throw new Error("its structure is nested too deeply");
    return Array.from({ length: size }, () =>
      type === 1 || type === 2 ? this.#byte() === 1 : this.#value(type, path, depth + 1),
    );
  }

  #zigzag(): number {
    const value = this.#varint();
    return (value >>> 1) ^ -(value & 1);
  }

  #zigzagLong(): bigint {
    const value = BigInt.asUintN(64, this.#varlong());
    return (value >> 1n) ^ -(value & 1n);
  }

  #varint(): number {
    const value = this.#varlong();
    if (value > 0xffffffffn) throw new Error("a number in its structure is too large");
    return Number(value);
  }

  #varlong(): bigint {
    let [low, shift] = [0, 0];
    for (; shift < 28; shift += 7) {
      const byte = this.#byte();
      low += (byte & 127) * 2 ** shift;
      if (byte < 128) return BigInt(low);
    }
    let value = BigInt(low);
    for (; shift < 70; shift += 7) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << BigInt(shift);
      if (byte < 128) return value;
    }
    throw new Error("a number in its structure does not end");
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new Error("its structure is cut off");
    return byte;
  }

  #take(length: number): void {
    this.at += length;
    if (this.at > this.#bytes.length) throw new Error("its structure is cut off");
  }
}
