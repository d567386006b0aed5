/** Where the rows of a contraction's left operand stand in memory. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, nodeWith, timesI32, type Node } from "../assembler/node.ts";
import type { ContractionContext } from "./contraction-context.ts";
import { tileRows, type ContractionPlan } from "./contraction-plan.ts";

/** The code of the addresses of rows, which lie at equal distances or stand in a table. */
export class RowAddresses {
  readonly #plan: ContractionPlan;
  readonly #builder: FunctionBuilder;
  readonly #table: number | null;
  /** Bytes of an element. */
  readonly #bytes: number;

  constructor(plan: ContractionPlan, { builder, rowTable }: ContractionContext, bytes: number) {
    this.#plan = plan;
    this.#builder = builder;
    this.#table = rowTable;
    this.#bytes = bytes;
  }

  /** Byte addresses of the rows of a group, where a chunk of the reduction starts: `start` is that of the first row. */
  of(group: Node, rows: number, start: Node): readonly Node[] {
    const builder = this.#builder;
    const table = this.#table;
    const base = builder.define(start);
    const stride = this.#stride();
    const first = timesI32(group, tileRows);
    // Rows that lie side by side need one pointer.
    if (this.#plan.rowsAdjoin) {
      const offset = table === null ? timesI32(first, this.#bytes) : nodeWith("i32.load", [table], timesI32(first, 4));
      return [builder.define(addI32(base, offset))];
    }
    return Array.from({ length: rows }, (_, row) => {
      const offset =
        table === null
          ? timesI32(addI32(first, i32(row)), stride * this.#bytes)
          : nodeWith("i32.load", [table + row * 4], timesI32(first, 4));
      return builder.define(addI32(base, offset));
    });
  }

  #stride(): number {
    const { left, depth, kernel } = this.#plan;
    if (left === null) return depth;
    return kernel.rows.length === 0 ? 0 : left.lanes.coefficientOf(kernel.rows.at(-1)?.name ?? "");
  }
}
