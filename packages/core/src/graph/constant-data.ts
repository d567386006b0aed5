/** The data of constants: typed arrays that nobody can write, since no engine can freeze one. */
import { checkParts } from "./check-argument.ts";
import { allocate, isFloat, type DType, type TypedArray } from "./dtype.ts";
import { dtypeOf, fits, isTypedArray } from "./element-data.ts";
import { RensaError } from "./error.ts";
import { constantMark } from "./constant-mark.ts";

/**
 * The elements of a constant, row-major. They are read through it and never change: a graph stays what it was when it was
 * made, whatever becomes of the array that was given.
 *
 * An f32 is kept as a float; where floats cannot hold all of them, they are kept as doubles (what was folded keeps its
 * digits). So equal elements of one dtype are always kept in one way.
 *
 * @throws RensaError `INPUT_MISMATCH` for elements that the dtype does not hold.
 *
 * @example
 * ```ts
 * import { ConstantData } from "@rensa/core/graph";
 *
 * const data = ConstantData.copy("i32", [1, 2, 3]);
 * console.log(data.at(1), [...data]); // 2 [ 1, 2, 3 ]
 * ```
 */
export class ConstantData implements Iterable<number> {
  /** @internal */
  readonly [constantMark] = true;
  readonly dtype: DType;
  /** How many elements there are. */
  readonly length: number;
  readonly #elements: TypedArray;
  #hash: number | null = null;

  private constructor(dtype: DType, elements: TypedArray) {
    this.dtype = dtype;
    this.length = elements.length;
    this.#elements = elements;
    Object.freeze(this);
  }

  /**
   * Elements of the dtype, copied once.
   *
   * @param dtype - The type of the elements.
   * @param elements - The elements, in row-major order.
   *
   * @throws RensaError `INPUT_MISMATCH` for an element that the dtype cannot hold.
   */
  static copy(dtype: DType, elements: ArrayLike<number>): ConstantData {
    checkParts("The elements", elements, "length");
    expectFit(dtype, elements);
    const copy = allocate(storageOf(dtype, elements), elements.length);
    copy.set(elements);
    return new ConstantData(dtype, copy);
  }

  /**
   * The same of an array that nobody else holds: it is kept, and copied only where elements of the dtype are kept otherwise.
   *
   * @param dtype - The type of the elements.
   * @param elements - The array, which nobody may write any more.
   *
   * @throws RensaError `INPUT_MISMATCH` for an element that the dtype cannot hold.
   */
  static own(dtype: DType, elements: TypedArray): ConstantData {
    if (dtypeOf(elements) !== kindOf(storageOf(dtype, elements))) return ConstantData.copy(dtype, elements);
    expectFit(dtype, elements);
    return new ConstantData(dtype, elements);
  }

  /**
   * An element by its position; `undefined` outside.
   *
   * @param position - The position in row-major order, from 0.
   */
  at(position: number): number | undefined {
    return this.#elements[position];
  }

  /**
   * Writes all elements into an array of as many.
   *
   * @param target - The array that is written.
   */
  copyTo(target: TypedArray): void {
    target.set(this.#elements);
  }

  /**
   * True for the same elements of the same dtype, 0 and -0 apart.
   *
   * @param other - The data to compare with.
   */
  equals(other: ConstantData): boolean {
    if (this === other) return true;
    if (this.dtype !== other.dtype || this.length !== other.length) return false;
    const [left, right] = [wordsOf(this.#elements), wordsOf(other.#elements)];
    if (left.length !== right.length) return false;
    for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
    return true;
  }

  /** A number that equal data share. Others may share it by chance. */
  get hash(): number {
    if (this.#hash !== null) return this.#hash;
    // FNV-1a (Fowler, Noll, Vo), by words.
    let hash = 0x811c9dc5;
    const words = wordsOf(this.#elements);
    for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193);
    return (this.#hash = hash >>> 0);
  }

  /** SHA-256 of the elements as they are kept. */
  async digest(): Promise<Uint8Array> {
    // Never one that threads share: `copy` allocates, and `own` takes what was allocated.
    return new Uint8Array(
      await crypto.subtle.digest("SHA-256", this.#elements as TypedArray & { buffer: ArrayBuffer }),
    );
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#elements.values();
  }

  /** The elements as a list, for JSON. It has no NaN, infinities or -0: `graphToJson` has. */
  toJSON(): readonly number[] {
    return Array.from(this.#elements);
  }
}

/** The dtype of the arrays in which elements are kept. */
function storageOf(dtype: DType, elements: ArrayLike<number>): DType {
  if (dtype !== "f32" || elements instanceof Float32Array) return dtype;
  for (let at = 0; at < elements.length; at++) {
    const value = Number(elements[at]);
    if (!Object.is(Math.fround(value), value)) return "f64";
  }
  return "f32";
}

/** Bools are kept in bytes. */
function kindOf(storage: DType): DType {
  return storage === "bool" ? "u8" : storage;
}

function expectFit(dtype: DType, elements: ArrayLike<number>): void {
  if (isFloat(dtype) || (isTypedArray(elements) && dtypeOf(elements) === dtype)) return;
  for (let at = 0; at < elements.length; at++) {
    const value = Number(elements[at]);
    if (fits(value, dtype)) continue;
    throw new RensaError(
      "INPUT_MISMATCH",
      `The data of a constant hold ${String(value)} at ${String(at)}, which is no ${dtype}; correct it, or use another dtype.`,
    );
  }
}

/** The bits of an array, by words where it has such. */
function wordsOf({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: TypedArray): Uint32Array | Uint8Array {
  return BYTES_PER_ELEMENT === 1
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint32Array(buffer, byteOffset, byteLength / 4);
}
