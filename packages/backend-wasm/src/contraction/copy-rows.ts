/** Copying groups of four rows (or columns) so that the innermost loops read them straight on: `[reduction][row]`. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, nodeWith, type Node } from "../assembler/node.ts";
import { shuffle32 } from "../lanes/shuffle.ts";
import { tileRows, type ReductionAxis } from "./contraction-plan.ts";

/** A group of rows, and where it goes. */
export interface RowGroup {
  /** Byte addresses of the rows; one where they lie side by side. */
  readonly rows: readonly Node[];
  readonly to: Node;
  /** Bytes from one step of the reduction to the next where they go. */
  readonly stride: number;
  /** The axes of the reduction inside the chunk. */
  readonly axes: readonly ReductionAxis[];
  readonly bytes: number;
}

/** Copies a group. `steps`: how long the first axis is. */
export function copyGroup(
  builder: FunctionBuilder,
  { rows, to: start, stride, axes, bytes }: RowGroup,
  steps: Node,
): void {
  const to = builder.newLocal("i32");
  builder.assign(to, start);
  const adjoin = rows.length < tileRows;
  const along = (level: number, from: readonly Node[], count: Node): void => {
    const axis = axes[level];
    const inner = axes[level + 1];
    const index = builder.newLocal("i32");
    const pointers = from.map((address) => {
      const pointer = builder.newLocal("i32");
      builder.assign(pointer, address);
      return pointer;
    });
    // Rows that are read along the reduction are turned by squares.
    const step = inner === undefined && !adjoin ? tileRows : 1;
    builder.loop(index, i32(0), count, step, () => {
      if (inner !== undefined) along(level + 1, pointers, i32(inner.extent));
      else {
        const vectors = adjoin ? sideBySide(pointers, bytes) : turned(builder, pointers);
        vectors.forEach((vector, at) => {
          builder.perform("v128.store", [at * (adjoin ? 16 : stride)], to, vector);
        });
        builder.assign(to, addI32(to, i32(step * stride)));
      }
      const move = (axis?.left ?? 0) * bytes * step;
      for (const pointer of pointers) builder.assign(pointer, addI32(pointer, i32(move)));
    });
  };
  along(0, rows, steps);
}

/** Four elements that lie side by side. */
function sideBySide([pointer = i32(0)]: readonly Node[], bytes: number): readonly Node[] {
  return Array.from({ length: (tileRows * bytes) / 16 }, (_, vector) => nodeWith("v128.load", [vector * 16], pointer));
}

/** Four rows of four f32 as four columns. */
function turned(builder: FunctionBuilder, pointers: readonly Node[]): readonly Node[] {
  const [a, b, c, d] = pointers.map((pointer) => builder.define(nodeWith("v128.load", [0], pointer)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
  const [low, lower] = [shuffle32(a, b, [0, 4, 1, 5]), shuffle32(c, d, [0, 4, 1, 5])].map((each) =>
    builder.define(each),
  );
  const [high, higher] = [shuffle32(a, b, [2, 6, 3, 7]), shuffle32(c, d, [2, 6, 3, 7])].map((each) =>
    builder.define(each),
  );
  if (low === undefined || lower === undefined || high === undefined || higher === undefined) return [];
  return [
    shuffle32(low, lower, [0, 1, 4, 5]),
    shuffle32(low, lower, [2, 3, 6, 7]),
    shuffle32(high, higher, [0, 1, 4, 5]),
    shuffle32(high, higher, [2, 3, 6, 7]),
  ];
}
