/** How long a formula becomes. */
import type { Scalar } from "@rensa/core";
import { childrenOf } from "@rensa/core/compiler";

/** How many operations are written out: what several of them share is written as often as it is used, which may be endless. */
export function countOperations(scalar: Scalar, known = new Map<Scalar, number>()): number {
  const before = known.get(scalar);
  if (before !== undefined) return before;
  const count = childrenOf(scalar).reduce((total, child) => total + countOperations(child, known), 1);
  known.set(scalar, count);
  return count;
}
