/** How many windows fit into sequences of given lengths. */
import { add, floorDivide, maximum } from "@rensa/ops";
import type { PaddingOfRank } from "@rensa/ops";
import type { Lengths } from "../model.ts";

/** How windows lie on an axis of time. */
export interface WindowsOverTime {
  /** How many steps a window reaches over, from its first to its last. */
  readonly reach: number;
  /** From window to window. */
  readonly step: number;
  /** How many zeros stand before and behind a sequence, together. */
  readonly padding: number;
}

/** The number of windows in each sequence: `floor((length + padding - reach) / step) + 1`, and none where it is shorter. */
export function windowsIn(lengths: Lengths, { reach, step, padding }: WindowsOverTime): Lengths {
  const last = padding === reach ? lengths : add(lengths, padding - reach);
  return maximum(step === 1 ? add(last, 1) : add(floorDivide(last, step), 1), 0);
}

/** The only number of an option over one axis. */
export function firstOf(option: number | readonly number[] | undefined, otherwise: number): number {
  return (typeof option === "number" ? option : option?.[0]) ?? otherwise;
}

/** The zeros before and behind an axis, together; `null` where they depend on how long it is. */
export function paddingOf(padding: PaddingOfRank[1 | 2] | undefined, reach: number, step: number): number | null {
  if (padding === undefined || padding === "valid") return 0;
  if (padding === "same") return step === 1 ? reach - 1 : null;
  if (typeof padding === "number") return 2 * padding;
  const [[before, behind]] = padding;
  return before + behind;
}
