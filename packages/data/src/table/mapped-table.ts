/** Examples through a function of one example, called when a batch is gathered. */
import {
  allocate,
  formatTensorType,
  isTyped,
  RensaError,
  sizeOf,
  type HostTensor,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import { exampleRandoms, type RandomNumbers } from "../random.ts";
import { rowsAt } from "./joined-table.ts";
import { arraysOf, assemble, columnNames, columnsOf, firstPass, type TablePass, type Table } from "./table.ts";
import { formatTypes, isHostTensor, isSameType, toTensors, typesOf } from "./tree-types.ts";

/**
 * What a function that is mapped over examples is told besides the example.
 *
 * @example
 * ```ts
 * import { Dataset, type MapContext } from "@rensa/data";
 *
 * const jitter = (value: number, { random }: MapContext): number => value + 0.01 * random.normal();
 * const points = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
 * const noisy = points.map(({ inputs, targets }, context) => ({ inputs: jitter(inputs.data[0] ?? 0, context), targets }));
 * ```
 */
export interface MapContext {
  /** The number of the example in what was mapped, from 0; views of the result do not change it. */
  readonly row: number;
  /** The number of the pass. */
  readonly epoch: number;
  /** The seed of the pass. */
  readonly seed: number;
  /** Random numbers of this example, which depend on seed, epoch and row alone. */
  readonly random: RandomNumbers;
}

/** A function of one example, whatever the example's types. */
export type ExampleMap = (example: never, context: MapContext) => unknown;

/** What a function returned, of which nothing is known but its two sides. */
type Returned = Readonly<Record<"inputs" | "targets", unknown>>;

/** A table of which every example is a function of another's. */
export class MappedTable implements Table {
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
  readonly depth: number;
  readonly #source: Table;
  readonly #rows: Uint32Array;
  readonly #map: ExampleMap;

  /**
   * The types are those of the first example.
   *
   * @throws RensaError `DATA_INVALID` where the function returns no example, and whatever it throws.
   */
  constructor(source: Table, rows: Uint32Array, map: ExampleMap) {
    this.#source = source;
    this.#rows = rows;
    this.#map = map;
    this.depth = source.depth + 1;
    const context = { row: 0, ...firstPass, random: exampleRandoms(0, 0, this.depth)(0) };
    const first = treesOf(0, this.#call(source.gather(rows.subarray(0, 1), firstPass), context));
    this.inputs = typesOf(first.inputs);
    this.targets = typesOf(first.targets);
  }

  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    const gathered = columnsOf(this).map(([, { dtype, shape }]) => allocate(dtype, rows.length * sizeOf(shape)));
    const randoms = exampleRandoms(pass.seed, pass.epoch, this.depth);
    const sources = this.#source.gather(rowsAt({ table: this.#source, rows: this.#rows }, rows), pass);
    rows.forEach((row, position) => {
      // Each example has arrays of its own: the function may change them, or keep them.
      const own = sources.map((array) => exampleOf(array, position, rows.length));
      const returned = this.#call(own, { row, epoch: pass.epoch, seed: pass.seed, random: randoms(row) });
      if (!this.#writePlain(returned, gathered, position)) this.#write(row, returned, gathered, position);
    });
    return gathered;
  }

  #call(arrays: readonly TypedArray[], context: MapContext): Returned {
    // The user's function knows the types of examples, and a table does not.
    const returned = this.#map(assemble(this.#source, arrays) as never, context);
    if (typeof returned !== "object" || returned === null || !("inputs" in returned && "targets" in returned)) {
      throw new RensaError(
        "DATA_INVALID",
        `map: row ${String(context.row)} became no { inputs, targets }; return both.`,
      );
    }
    return returned;
  }

  /** Writes what most examples are, a tensor and another of the types that are wanted. Says whether it could. */
  #writePlain({ inputs, targets }: Returned, gathered: readonly TypedArray[], position: number): boolean {
    if (!isTensorOf(inputs, this.inputs) || !isTensorOf(targets, this.targets)) return false;
    gathered[0]?.set(inputs.data, position * inputs.data.length);
    gathered[1]?.set(targets.data, position * targets.data.length);
    return true;
  }

  #write(row: number, returned: Returned, gathered: readonly TypedArray[], position: number): void {
    const example = treesOf(row, returned);
    const columns = columnsOf(this);
    const found = columnsOf(example);
    const arrays = [...arraysOf(example.inputs), ...arraysOf(example.targets)];
    if (found.length !== columns.length) this.#refuse(row, example);
    columns.forEach(([path, type], column) => {
      const array = arrays[column];
      const [foundPath, foundType] = found[column] ?? [];
      if (array === undefined || foundType === undefined || foundPath !== path) this.#refuse(row, example);
      if (!isSameType(foundType, type)) {
        throw new RensaError(
          "DATA_INVALID",
          `map: row ${String(row)}, ${String(columnNames(this)[column])} became ${formatTensorType(foundType)}, but in the ` +
            `first example ${formatTensorType(type)}; return the same types for every example.`,
        );
      }
      const width = sizeOf(type.shape);
      if (array.length !== width) {
        throw new RensaError(
          "DATA_INVALID",
          `map: row ${String(row)}, ${String(columnNames(this)[column])} has ${String(array.length)} elements, but its type ` +
            `is ${formatTensorType(type)}; give it ${String(width)}.`,
        );
      }
      gathered[column]?.set(array, position * width);
    });
  }

  #refuse(row: number, found: { inputs: TypeTree; targets: TypeTree }): never {
    throw new RensaError(
      "DATA_INVALID",
      `map: row ${String(row)} became ${formatTypes({ ...found })}, but the first example ` +
        `${formatTypes({ inputs: this.inputs, targets: this.targets })}; return the same types for every example.`,
    );
  }
}

function treesOf(row: number, { inputs, targets }: Returned): { inputs: TypeTree; targets: TypeTree } {
  return {
    inputs: toTensors(`map: row ${String(row)}, inputs`, inputs),
    targets: toTensors(`map: row ${String(row)}, targets`, targets),
  };
}

function isTensorOf(value: unknown, type: TypeTree): value is HostTensor {
  return isTyped(type) && isHostTensor(value) && isSameType(value, type) && value.data.length === sizeOf(type.shape);
}

/** The elements of one of so many examples, copied. */
function exampleOf(array: TypedArray, position: number, count: number): TypedArray {
  const width = array.length / count;
  return array.slice(position * width, (position + 1) * width);
}
