/** Several tables as one: examples beside each other, and examples after each other. */
import { allocate, sizeOf, type TypedArray, type TypeTree } from "@rensa/core";
import { columnsOf, type TablePass, type Table } from "./table.ts";
import { leavesOf } from "./tree-types.ts";

/** A table, and which of its rows are meant, in which order. */
export interface Part {
  readonly table: Table;
  readonly rows: Uint32Array;
}

/** The rows at the given positions of a part. */
export function rowsAt(part: Part, positions: Uint32Array): Uint32Array {
  return positions.map((position) => part.rows[position] ?? 0);
}

/** Two tables side by side: inputs are a pair of inputs, targets a pair of targets. */
export class ZippedTable implements Table {
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
  readonly depth: number;
  readonly #first: Part;
  readonly #second: Part;

  constructor(first: Part, second: Part) {
    this.inputs = [first.table.inputs, second.table.inputs];
    this.targets = [first.table.targets, second.table.targets];
    this.depth = Math.max(first.table.depth, second.table.depth);
    this.#first = first;
    this.#second = second;
  }

  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    const [first, second] = [this.#first, this.#second].map((part) => {
      const arrays = part.table.gather(rowsAt(part, rows), pass);
      const split = leavesOf(part.table.inputs).length;
      return { inputs: arrays.slice(0, split), targets: arrays.slice(split) };
    });
    return [first?.inputs, second?.inputs, first?.targets, second?.targets].flatMap((arrays) => arrays ?? []);
  }
}

/** Tables of the same types one after another. */
export class ConcatenatedTable implements Table {
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
  readonly depth: number;
  readonly #parts: readonly (Part & { readonly start: number })[];

  constructor(parts: readonly [Part, ...Part[]]) {
    this.inputs = parts[0].table.inputs;
    this.targets = parts[0].table.targets;
    this.depth = parts.reduce((deepest, { table }) => Math.max(deepest, table.depth), 0);
    let start = 0;
    this.#parts = parts.map((part) => {
      const placed = { ...part, start };
      start += part.rows.length;
      return placed;
    });
  }

  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    const widths = columnsOf(this).map(([, { shape }]) => sizeOf(shape));
    const gathered = columnsOf(this).map(([, { dtype }], column) =>
      allocate(dtype, rows.length * (widths[column] ?? 0)),
    );
    for (const { start, ...part } of this.#parts) {
      const positions: number[] = [];
      rows.forEach((row, position) => {
        if (row >= start && row < start + part.rows.length) positions.push(position);
      });
      if (positions.length === 0) continue;
      const inside = Uint32Array.from(positions, (position) => (rows[position] ?? 0) - start);
      part.table.gather(rowsAt(part, inside), pass).forEach((array, column) => {
        const width = widths[column] ?? 0;
        positions.forEach((position, index) => {
          gathered[column]?.set(array.subarray(index * width, (index + 1) * width), position * width);
        });
      });
    }
    return gathered;
  }
}
