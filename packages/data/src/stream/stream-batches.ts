/** Batches of a stream of examples. */
import {
  allocate,
  formatShape,
  formatTensorType,
  isTyped,
  nestedShape,
  RensaError,
  sizeOf,
  type DType,
  type HostTensor,
  type NestedArray,
  type TensorType,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import type { Batch, BatchSource, EpochOptions } from "../batch-source.ts";
import { batchType, checkBatchSize, checkStart, type Remainder } from "../dataset-batches.ts";
import { checkCount } from "../from-arrays.ts";
import { epochRandom } from "../random.ts";
import { assemble, columnNames, columnsOf } from "../table/table.ts";
import { isHostTensor } from "../table/tree-types.ts";
import type { Entry, Open } from "./entry.ts";

/**
 * The options of {@link DataStream.batch}.
 *
 * @example
 * ```ts
 * import { f32, i32 } from "@rensa/core";
 * import type { StreamBatchOptions } from "@rensa/data";
 *
 * const options: StreamBatchOptions = { inputs: f32(784), targets: i32(), examples: 60_000 };
 * ```
 */
export interface StreamBatchOptions<
  I extends TypeTree = TypeTree,
  T extends TypeTree = TypeTree,
  R extends Remainder = Remainder,
> {
  /** The type of one example's inputs: a tensor's, or a tree of them. */
  readonly inputs: I;
  /** The type of one example's targets. */
  readonly targets: T;
  /** How many examples make an epoch. Default: as many as the stream says it has. An endless stream needs it. */
  readonly examples?: number;
  /** What becomes of a last, smaller batch. Default `"drop"`. */
  readonly remainder?: R;
}

/** Batches that are filled from a stream; nothing is read before one is asked for. */
export class StreamBatches<I, T> implements BatchSource<I, T> {
  readonly inputs: I;
  readonly targets: T;
  readonly batchesPerEpoch: number;
  readonly examplesPerEpoch: number;
  readonly #open: Open<unknown>;
  readonly #size: number;
  readonly #types: Pick<StreamBatchOptions, "inputs" | "targets">;

  constructor(open: Open<unknown>, length: number | undefined, size: number, options: StreamBatchOptions) {
    const { inputs, targets, examples = length, remainder = "drop" } = options;
    if (examples === undefined) {
      throw new RensaError(
        "DATA_INVALID",
        "batch: the stream does not know how many elements it has; give `examples`, which is how many make an epoch.",
      );
    }
    if (examples !== 0) checkCount("batch: examples", examples);
    checkBatchSize(size, examples, remainder);
    this.inputs = batchType<never, number, Remainder>(inputs, size);
    this.targets = batchType<never, number, Remainder>(targets, size);
    this.examplesPerEpoch = remainder === "keep" ? examples : examples - (examples % size);
    this.batchesPerEpoch = Math.ceil(this.examplesPerEpoch / size);
    this.#open = open;
    this.#size = size;
    this.#types = { inputs, targets };
    Object.freeze(this);
  }

  batches({ epoch, seed, shuffle = true, start = 0 }: EpochOptions): AsyncIterable<Batch<I, T>> {
    epochRandom("batches", seed, epoch);
    checkStart(start, this.batchesPerEpoch);
    const pass = { epoch, seed, shuffle, signal: undefined };
    return { [Symbol.asyncIterator]: () => this.#read(this.#open(pass, start * this.#size), start * this.#size) };
  }

  async *#read(
    entries: AsyncGenerator<Entry<unknown>, undefined>,
    first: number,
  ): AsyncGenerator<Batch<I, T>, undefined> {
    const columns = columnsOf(this.#types);
    const names = columnNames(this.#types);
    let read = first;
    try {
      while (read < this.examplesPerEpoch) {
        const count = Math.min(this.#size, this.examplesPerEpoch - read);
        const arrays = columns.map(([, { dtype, shape }]) => allocate(dtype, count * sizeOf(shape)));
        for (let position = 0; position < count; position++) {
          const next = await entries.next();
          if (next.done === true) throw this.#ended(read);
          writeExample(next.value, this.#types, columns, names, arrays, position);
          read++;
        }
        yield assemble<I, T>(this.#types, arrays, count);
      }
    } finally {
      await entries.return(undefined);
    }
    return undefined;
  }

  #ended(read: number): RensaError {
    return new RensaError(
      "DATA_SOURCE_FAILED",
      `batch: the stream ended after ${String(read)} of ${String(this.examplesPerEpoch)} examples; correct \`examples\` ` +
        "or the source.",
    );
  }
}

function writeExample(
  { row, value }: Entry<unknown>,
  types: Pick<StreamBatchOptions, "inputs" | "targets">,
  columns: readonly [path: string, type: TensorType][],
  names: readonly string[],
  arrays: readonly TypedArray[],
  position: number,
): void {
  if (typeof value !== "object" || value === null || !("inputs" in value && "targets" in value)) {
    throw new RensaError("DATA_INVALID", `batch: row ${String(row)} is no { inputs, targets }; map elements to both.`);
  }
  const leaves = [...leafValues(types.inputs, value.inputs), ...leafValues(types.targets, value.targets)];
  columns.forEach(([, type], index) => {
    const place = `batch: row ${String(row)}, ${String(names[index])}`;
    arrays[index]?.set(elementsOf(place, leaves[index], type), position * sizeOf(type.shape));
  });
}

/** What stands in a value where a tree of types has its leaves, in order. */
function leafValues(types: TypeTree, value: unknown): unknown[] {
  if (isTyped(types)) return [value];
  return Object.entries(types).flatMap(([name, child]: [string, TypeTree]) =>
    leafValues(child, typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
  );
}

/** The elements of one tensor of an example, of exactly the stated type. */
function elementsOf(place: string, value: unknown, type: TensorType): ArrayLike<number> {
  if (isHostTensor(value)) return checkedTensor(place, value, type);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const array = value as TypedArray;
    const example = allocate(type.dtype, 0);
    if (array.length === sizeOf(type.shape) && array.constructor === example.constructor) return array;
    throw mismatch(place, `${array.constructor.name} of ${String(array.length)}`, type);
  }
  if (typeof value !== "number" && typeof value !== "boolean" && !Array.isArray(value)) {
    throw mismatch(place, value === null ? "null" : typeof value, type);
  }
  const nested = value as NestedArray;
  const shape = nestedShape(nested);
  if (formatShape(shape) !== formatShape(type.shape))
    throw mismatch(place, `numbers of the shape ${formatShape(shape)}`, type);
  const numbers = ([nested] as unknown[]).flat(Infinity).map(Number);
  const odd = isInteger(type.dtype) ? numbers.find((number) => !Number.isInteger(number)) : undefined;
  if (odd !== undefined) throw mismatch(place, `the number ${String(odd)}`, type);
  return numbers;
}

function checkedTensor(place: string, tensor: HostTensor, type: TensorType): TypedArray {
  if (formatTensorType(tensor) === formatTensorType(type)) return tensor.data;
  throw mismatch(place, formatTensorType(tensor), type);
}

function isInteger(dtype: DType): boolean {
  return dtype === "i32" || dtype === "u8" || dtype === "bool";
}

function mismatch(place: string, found: string, type: TensorType): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${place} is ${found}, but the batch is declared with ${formatTensorType(type)}; correct one of the two.`,
  );
}
