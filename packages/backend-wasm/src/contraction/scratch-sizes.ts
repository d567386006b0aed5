/** The memory that a contraction needs for itself, and the table of its rows. */
import {
  blockRows,
  panelWidth,
  regularStride,
  tileRows,
  tileVectors,
  type ContractionPlan,
} from "./contraction-plan.ts";
import { widenedVectors } from "./partial-sums.ts";

/** Bytes of the partial sums of a block of registers. */
export function tileBytes({ kind }: ContractionPlan): number {
  return tileRows * tileVectors * widenedVectors(kind) * 16;
}

/** Bytes of partial sums that one thread needs. */
export function partialSumBytes(plan: ContractionPlan): number {
  return (blockRows / tileRows) * Math.ceil(plan.columns / panelWidth(plan.kind)) * tileBytes(plan);
}

/** Elements of the longest chunk of the reduction. */
export function chunkDepth({ axes, cut }: ContractionPlan): number {
  return axes.slice(cut.axis + 1).reduce((product, { extent }) => product * extent, cut.chunk);
}

/** Bytes of copied rows that one thread needs. */
export function copiedRowBytes(plan: ContractionPlan): number {
  if (!plan.copiesRows) return 0;
  return Math.ceil((blockRows * chunkDepth(plan) * (plan.kind === "f32" ? 4 : 8)) / 64) * 64;
}

/** The byte offsets of all rows, where these do not lie at equal distances. */
export function rowOffsets({ left, kernel, rows, kind }: ContractionPlan): Int32Array | null {
  if (left === null || kernel.rows.length === 0 || regularStride(left, kernel.rows) !== null) return null;
  const bytes = kind === "f32" ? 4 : 8;
  // Three more than there are, because the last group reads four.
  return Int32Array.from({ length: rows + tileRows }, (_, row) => {
    let rest = Math.min(row, rows - 1);
    let offset = 0;
    for (const { name, extent } of [...kernel.rows].reverse()) {
      offset += (rest % extent) * left.lanes.coefficientOf(name);
      rest = Math.floor(rest / extent);
    }
    return offset * bytes;
  });
}

/** Byte addresses of what a contraction keeps for itself, and the end of it. */
export interface ScratchLayout {
  /** The left operand, evaluated. */
  readonly left: number;
  /** The panels of the right operand, where they are the contraction's own. */
  readonly right: number;
  readonly partialSums: number;
  readonly copiedRows: number;
  readonly end: number;
}

/** Lays scratch memory out from an address on. */
export function scratchLayout(
  plan: ContractionPlan,
  start: number,
  threads: number,
  sharesPanels: boolean,
): ScratchLayout {
  const bytes = plan.kind === "f32" ? 4 : 8;
  const aligned = (address: number): number => Math.ceil(address / 64) * 64;
  const left = aligned(start);
  const right = aligned(left + plan.leftElements * bytes);
  const partialSums = aligned(right + (sharesPanels ? 0 : plan.rightElements * bytes));
  const copiedRows = aligned(partialSums + (isCut(plan) ? threads * partialSumBytes(plan) : 0));
  return { left, right, partialSums, copiedRows, end: aligned(copiedRows + threads * copiedRowBytes(plan)) };
}

/** True where partial sums go to memory between chunks of the reduction. */
export function isCut({ axes, cut }: ContractionPlan): boolean {
  return cut.axis > 0 || cut.chunk < (axes[0]?.extent ?? 1);
}
