/** Columns of plain numbers, decoded as they are checked: each page becomes a typed array. Source: Encodings.md of the format. */
import type { Leaf } from "./check-footer.ts";

/** The numbers of a page; bigints where they have 64 bits. */
export interface NumberPage {
  readonly data: Int32Array | Float32Array | Float64Array | BigInt64Array;
  /** 0 for each value that is missing; `undefined` where all are there. */
  readonly levels: Int32Array | undefined;
}

/** What is made of the bits of a value. */
const types: ReadonlyMap<string, (words: Int32Array<ArrayBuffer>) => NumberPage["data"]> = new Map([
  ["INT32", (words: Int32Array<ArrayBuffer>): NumberPage["data"] => words],
  ["INT64", (words: Int32Array<ArrayBuffer>): NumberPage["data"] => new BigInt64Array(words.buffer)],
  ["FLOAT", (words: Int32Array<ArrayBuffer>): NumberPage["data"] => new Float32Array(words.buffer)],
  ["DOUBLE", (words: Int32Array<ArrayBuffer>): NumberPage["data"] => new Float64Array(words.buffer)],
]);

/** Those of values, and those of levels. */
const encodings: readonly string[] = ["PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED"];

/** Whether a column has nothing but numbers that mean what they say, in the encodings that are decoded here. */
export function isPlainNumbers({ path, repetitions, element }: Leaf, declared: readonly string[]): boolean {
  const { type = "", converted_type: converted, logical_type: logical } = element;
  const isSigned = converted === undefined || converted.startsWith("INT_");
  const isNumber = logical === undefined || (logical.type === "INTEGER" && logical.isSigned);
  const isFlat = path.length === 1 && repetitions === 0;
  return isFlat && types.has(type) && isSigned && isNumber && declared.every((each) => encodings.includes(each));
}

/** The pages of a column. */
export class NumberPages {
  readonly pages: NumberPage[] = [];
  readonly #view: (words: Int32Array<ArrayBuffer>) => NumberPage["data"];
  /** Words of 32 bits in a value. */
  readonly #width: number;
  #dictionary = new Int32Array();

  constructor(type: string) {
    this.#view = types.get(type) ?? ((words) => words);
    this.#width = type === "INT64" || type === "DOUBLE" ? 2 : 1;
  }

  /** Takes the values of the dictionary, which were checked. */
  readDictionary(bytes: Uint8Array): void {
    this.#dictionary = wordsOf(bytes);
  }

  /**
   * Takes the values of a page, which were checked.
   *
   * @param positions - those in the dictionary; `undefined` where the bytes are the values.
   * @param levels - 0 for each value that is missing.
   */
  readPage(bytes: Uint8Array, positions: Int32Array | undefined, levels: Int32Array | undefined): void {
    const values = positions === undefined ? wordsOf(bytes) : pick(this.#dictionary, positions, this.#width);
    const words = levels === undefined ? values : spread(values, levels, this.#width);
    this.pages.push({ data: this.#view(words), levels });
  }
}

/** A copy, which begins where words may. */
function wordsOf(bytes: Uint8Array): Int32Array<ArrayBuffer> {
  return new Int32Array(Uint8Array.from(bytes).buffer);
}

// Numbers are moved as words: an engine may give a NaN other bits when it moves it as a number.

function pick(from: Int32Array, positions: Int32Array, width: number): Int32Array<ArrayBuffer> {
  const picked = new Int32Array(positions.length * width);
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index] ?? 0;
    if (width === 1) picked[index] = from[position] ?? 0;
    else {
      picked[2 * index] = from[2 * position] ?? 0;
      picked[2 * index + 1] = from[2 * position + 1] ?? 0;
    }
  }
  return picked;
}

/** Puts values where their rows are. */
function spread(values: Int32Array, levels: Int32Array, width: number): Int32Array<ArrayBuffer> {
  const placed = new Int32Array(levels.length * width);
  let next = 0;
  for (let row = 0; row < levels.length; row++) {
    if (levels[row] === 0) continue;
    placed[row * width] = values[next++] ?? 0;
    if (width === 2) placed[row * 2 + 1] = values[next++] ?? 0;
  }
  return placed;
}
