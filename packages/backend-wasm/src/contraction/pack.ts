/** Packing: an operand of a contraction is evaluated, whatever expression it is, into the order in which it is read. */
import { Index, type LoopIndex } from "@rensa/core";
import { lowerStores, Sharing, Substitution } from "@rensa/core/compiler";
import type { Nest } from "../kernel/emit-nests.ts";
import { extentOf } from "./contraction-kind.ts";
import { panelWidth, partsOf, type ContractionPlan } from "./contraction-plan.ts";

/** The names of the scratch buffers. */
export const scratchNames = { left: "left operand", right: "right operand" } as const;

/** Loops that evaluate the left operand into `[batch, rows, depth]`. */
export function packLeft({ kernel }: ContractionPlan): Nest {
  const { batch, reduction, left } = kernel;
  const loops = [...batch, ...kernel.rows, ...reduction];
  const store = { buffer: scratchNames.left, offset: rowMajor(loops), value: left };
  return { statements: lowerStores(loops, [store]), divisible: loops };
}

/**
 * Nests that evaluate the right operand into panels, `[batch, panels, depth, width]`: the columns of a panel lie side by
 * side. The last panel may have fewer columns; what is left of it holds nothing.
 */
export function packRight(plan: ContractionPlan): readonly Nest[] {
  const { columns, kind } = plan;
  const width = panelWidth(kind);
  const whole = Math.floor(columns / width);
  const left = columns % width;
  return [
    ...(whole > 0 ? [packPanels(plan, 0, whole, width)] : []),
    ...(left > 0 ? [packPanels(plan, whole, 1, left)] : []),
  ];
}

function packPanels(plan: ContractionPlan, first: number, count: number, lanes: number): Nest {
  const { kernel, kind, columns } = plan;
  const width = panelWidth(kind);
  const panels = Math.ceil(columns / width);
  const panel: LoopIndex = { kind: "loop", name: "panel", extent: count };
  const lane: LoopIndex = { kind: "loop", name: "panel lane", extent: lanes };
  const position = Index.of(panel).add(first);
  const column = position.mul(width).add(Index.of(lane));
  const substitution = new Substitution(new Sharing(), { loops: partsOf(kernel.columns, column) });
  const depth = extentOf(kernel.reduction);
  const offset = rowMajor(kernel.batch)
    .mul(panels)
    .add(position)
    .mul(depth)
    .add(rowMajor(kernel.reduction))
    .mul(width)
    .add(Index.of(lane));
  const store = { buffer: scratchNames.right, offset, value: substitution.scalar(kernel.right) };
  const loops = [panel, ...kernel.batch, ...kernel.reduction, lane];
  return { statements: lowerStores(loops, [store]), divisible: loops };
}

/** The row-major position of loops among each other. */
export function rowMajor(loops: readonly LoopIndex[]): Index {
  return loops.reduce((position, loop) => position.mul(loop.extent).add(Index.of(loop)), Index.constant(0));
}
