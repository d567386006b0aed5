/** What triangles share: on which side of a diagonal an element lies. */
import type { LoopOperand, LoopOutput, LoopTools } from "@rensa/core";
import type { Bound } from "@rensa/core/compiler";

/** The elements whose column minus row lies from `lower` below `upper`; the others are 0. */
export function withinDiagonals(
  x: LoopOperand,
  { lower = -Infinity, upper = Infinity }: { readonly lower?: number; readonly upper?: number },
  { within }: LoopTools,
): LoopOutput {
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  return {
    shape: x.shape,
    element: (...indices) => {
      const [row, column] = indices.slice(-2);
      if (row === undefined || column === undefined) return x.at(...indices);
      // Cut to what occurs; where nothing does the interval is empty, never inverted.
      const from = Math.min(columns, Math.max(lower, -rows));
      const bound: Bound = { index: column.sub(row), lower: from, upper: Math.max(from, Math.min(upper, columns)) };
      return within([bound], () => x.at(...indices), 0);
    },
  };
}
