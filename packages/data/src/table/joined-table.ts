/** Several tables as one: examples beside each other, and examples after each other. */
import { allocate, RensaError, sizeOf, type TypedArray, type TypeTree } from "@rensa/core";
import { columnsOf, type TablePass, type Table } from "./table.ts";
import { formatTypes, leavesOf } from "./tree-types.ts";

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
  /** All rows, in order: a view that has these very ones is the whole table. */
  readonly #rows: Uint32Array;
  readonly #parts: readonly Part[];
  /** The first row of each part. */
  readonly #starts: Uint32Array;

  /** @param rows - the numbers of all rows, in order. */
  constructor(parts: readonly [Part, ...Part[]], rows: Uint32Array) {
    this.inputs = parts[0].table.inputs;
    this.targets = parts[0].table.targets;
    this.depth = parts.reduce((deepest, { table }) => Math.max(deepest, table.depth), 0);
    this.#rows = rows;
    this.#parts = parts.flatMap(flatParts);
    this.#starts = new Uint32Array(this.#parts.length);
    let start = 0;
    this.#parts.forEach((part, index) => {
      this.#starts[index] = start;
      start += part.rows.length;
    });
  }

  /** The parts of a whole table, so that tables which grow one by one are no deeper than those that are joined at once. */
  partsOf(rows: Uint32Array): readonly Part[] | undefined {
    return rows === this.#rows ? this.#parts : undefined;
  }

  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    const types = columnsOf(this).map(([, type]) => type);
    const gathered = types.map(({ dtype, shape }) => allocate(dtype, rows.length * sizeOf(shape)));
    for (const [index, positions] of this.#positionsByPart(rows)) {
      const part = this.#parts[index];
      if (part === undefined) continue;
      const start = this.#starts[index] ?? 0;
      const inside = Uint32Array.from(positions, (position) => (rows[position] ?? 0) - start);
      part.table.gather(rowsAt(part, inside), pass).forEach((array, column) => {
        const width = sizeOf(types[column]?.shape ?? []);
        positions.forEach((position, place) => {
          gathered[column]?.set(array.subarray(place * width, (place + 1) * width), position * width);
        });
      });
    }
    return gathered;
  }

  /** For each part that has any of the rows, their positions. */
  #positionsByPart(rows: Uint32Array): Map<number, number[]> {
    const byPart = new Map<number, number[]>();
    rows.forEach((row, position) => {
      const part = this.#partOf(row);
      const positions = byPart.get(part);
      if (positions === undefined) byPart.set(part, [position]);
      else positions.push(position);
    });
    return byPart;
  }

  /** The part that a row is in, by halves. */
  #partOf(row: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function flatParts(part: Part): readonly Part[] {
  const inner = part.table instanceof ConcatenatedTable ? part.table.partsOf(part.rows) : undefined;
  return inner ?? [part];
}

/** Refuses tables whose examples are of other types than those of the first one. */
export function checkSameTypes(first: Table, others: readonly Table[]): void {
  const own = formatTable(first);
  others.forEach((other, index) => {
    if (formatTable(other) === own) return;
    throw new RensaError(
      "DATA_INVALID",
      `concatenate: examples of ${own}, and of ${formatTable(other)} in data set ${String(index + 1)} of those ` +
        "given; give the same types.",
    );
  });
}

function formatTable({ inputs, targets }: Table): string {
  return `${formatTypes(inputs)} with ${formatTypes(targets)}`;
}
