/** Examples through a function of one example, called when a batch is gathered. */
import { allocate, formatTensorType, RensaError, sizeOf, type TypedArray, type TypeTree } from "@rensa/core";
import { exampleRandoms, type ExampleRandom } from "../random.ts";
import { arraysOf, assemble, columnNames, columnsOf, firstPass, type TablePass, type Table } from "./table.ts";
import { formatTypes, toTensors, typesOf } from "./tree-types.ts";

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
  readonly random: ExampleRandom;
}

/** A function of one example, whatever the example's types. */
export type ExampleMap = (example: never, context: MapContext) => unknown;

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
    const first = this.#example(0, firstPass, exampleRandoms(0, 0, this.depth));
    this.inputs = typesOf(first.inputs);
    this.targets = typesOf(first.targets);
  }

  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    const columns = columnsOf(this);
    const names = columnNames(this);
    const gathered = columns.map(([, { dtype, shape }]) => allocate(dtype, rows.length * sizeOf(shape)));
    const randoms = exampleRandoms(pass.seed, pass.epoch, this.depth);
    rows.forEach((row, position) => {
      const { inputs, targets } = this.#example(row, pass, randoms);
      const found = columnsOf({ inputs, targets });
      const arrays = [...arraysOf(inputs), ...arraysOf(targets)];
      if (found.length !== columns.length) this.#refuse(row, { inputs, targets });
      columns.forEach(([path, type], index) => {
        const array = arrays[index];
        const [foundPath, foundType] = found[index] ?? [];
        if (array === undefined || foundType === undefined || foundPath !== path)
          this.#refuse(row, { inputs, targets });
        else if (formatTensorType(foundType) === formatTensorType(type)) {
          gathered[index]?.set(array, position * sizeOf(type.shape));
        } else {
          throw new RensaError(
            "DATA_INVALID",
            `map: row ${String(row)}, ${String(names[index])} became ${formatTensorType(foundType)}, but in the first ` +
              `example ${formatTensorType(type)}; return the same types for every example.`,
          );
        }
      });
    });
    return gathered;
  }

  #refuse(row: number, found: { inputs: TypeTree; targets: TypeTree }): never {
    throw new RensaError(
      "DATA_INVALID",
      `map: row ${String(row)} became ${formatTypes({ ...found })}, but the first example ` +
        `${formatTypes({ inputs: this.inputs, targets: this.targets })}; return the same types for every example.`,
    );
  }

  #example(
    row: number,
    pass: TablePass,
    randoms: (row: number) => ExampleRandom,
  ): { inputs: TypeTree; targets: TypeTree } {
    const arrays = this.#source.gather(this.#rows.subarray(row, row + 1), pass);
    const context = { row, epoch: pass.epoch, seed: pass.seed, random: randoms(row) };
    const returned = this.#map(assemble(this.#source, arrays) as never, context);
    if (typeof returned !== "object" || returned === null || !("inputs" in returned && "targets" in returned)) {
      throw new RensaError("DATA_INVALID", `map: row ${String(row)} became no { inputs, targets }; return both.`);
    }
    return {
      inputs: toTensors(`map: row ${String(row)}, inputs`, returned.inputs),
      targets: toTensors(`map: row ${String(row)}, targets`, returned.targets),
    };
  }
}
