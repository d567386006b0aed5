/** The values of a column in a row group, as they were decoded: in parts of one page or more. */

/** Some values, of rows one after another. */
export interface Part {
  /** The row of the first. */
  readonly start: number;
  readonly data: ArrayLike<unknown>;
  /** 0 for each that is missing; `undefined` where the values say it. */
  readonly levels: Int32Array | undefined;
}

/** The values of a column. */
export class ColumnValues {
  readonly #parts: readonly Part[];
  #at = 0;
  /** Refuses a value that no record may have. */
  readonly check: ((value: unknown) => void) | undefined;

  /**
   * @param parts - in the order of their rows.
   * @throws Error where they do not have the rows from `start` to `end`.
   */
  constructor(
    name: string,
    parts: readonly Part[],
    start: number,
    end: number,
    check: ((value: unknown) => void) | undefined,
  ) {
    const first = parts[0]?.start ?? Infinity;
    let reached = first;
    for (const part of parts) {
      if (part.start !== reached || part.start > end) break;
      reached += part.data.length;
    }
    if (first > start || reached < end) throw new Error(`the column ${JSON.stringify(name)} does not have all rows`);
    this.#parts = parts;
    this.check = check;
  }

  /** The part that has a row. Rows are asked for in ascending order. */
  partOf(row: number): Part {
    let part = this.#parts[this.#at];
    while (part !== undefined && row >= part.start + part.data.length) part = this.#parts[++this.#at];
    if (part === undefined) throw new Error(`there is no row ${String(row)}`);
    return part;
  }
}
