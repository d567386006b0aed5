/** The reduction of a contraction in chunks, so that what is read again and again stays in the nearest cache. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { leastOf } from "../assembler/least-of.ts";
import { addI32, i32, node, timesI32, type Node } from "../assembler/node.ts";
import type { ContractionPlan } from "./contraction-plan.ts";

/** A part of the reduction. */
export interface Chunk {
  /** Where it starts in each operand, in bytes. */
  readonly left: Node;
  readonly right: Node;
  /** How long it is along its first axis. */
  readonly steps: Node;
  /** Whether it is the first and the last; `null` where it is the only one. */
  readonly first: Node | null;
  readonly last: Node | null;
}

/** Emits loops over the chunks of a reduction. */
export function eachChunk(
  builder: FunctionBuilder,
  { axes, cut, kind }: ContractionPlan,
  body: (chunk: Chunk) => void,
): void {
  const outer = axes.slice(0, cut.axis);
  const { extent, left: leftStep, right: rightStep } = axes[cut.axis] ?? { extent: 1, left: 0, right: 0 };
  const pieces = Math.ceil(extent / cut.chunk);
  if (outer.length === 0 && pieces === 1) {
    body({ left: i32(0), right: i32(0), steps: i32(extent), first: null, last: null });
    return;
  }
  const bytes = kind === "f32" ? 4 : 8;
  const count = builder.newLocal("i32");
  builder.assign(count, i32(0));
  const total = outer.reduce((product, axis) => product * axis.extent, pieces);
  const along = (level: number, left: Node, right: Node): void => {
    const index = builder.newLocal("i32");
    const moved = (from: Node, step: number): Node => builder.define(addI32(from, timesI32(index, step * bytes)));
    const axis = outer[level];
    if (axis !== undefined) {
      builder.loop(index, i32(0), i32(axis.extent), 1, () => {
        along(level + 1, moved(left, axis.left), moved(right, axis.right));
      });
      return;
    }
    builder.loop(index, i32(0), i32(extent), cut.chunk, () => {
      const rest = node("i32.sub", i32(extent), index);
      body({
        left: moved(left, leftStep),
        right: moved(right, rightStep),
        steps: extent % cut.chunk === 0 ? i32(cut.chunk) : leastOf(builder, rest, cut.chunk),
        first: builder.define(node("i32.eqz", count)),
        last: builder.define(node("i32.eq", count, i32(total - 1))),
      });
      builder.assign(count, addI32(count, i32(1)));
    });
  };
  along(0, i32(0), i32(0));
}

/** Groups of rows that are taken together. */
export interface RowGroups {
  /** The first group, and the one after the last. */
  readonly start: Node;
  readonly end: Node;
  /** Rows of a group. */
  readonly rows: number;
}

/** Groups of rows, and a chunk of the reduction. */
export type Block = RowGroups & Chunk;
