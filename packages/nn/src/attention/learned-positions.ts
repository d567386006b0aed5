/** Positions that are learned. */
import { RensaError, type Tensor } from "@rensa/core";
import { add, normal, slice } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { checkSize } from "../layers/checks.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { asSequences, type SameSequences } from "./sequences.ts";

/** A row for each position, `[length, width]`. */
export type PositionParameters<L extends number = number, W extends number = number> = Readonly<{
  positions: Tensor<readonly [L, W], "f32">;
}>;

/**
 * Adds a learned row to each position (as GPT-2 and BERT): `[batch, time, width]` stays as it is, for any time up to
 * `length`. The rows start from a normal distribution of deviation 0.02.
 *
 * @param length - The largest number of positions.
 * @param width - Features of each position: the length of the last axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply` `RANK_MISMATCH`, and
 *   `SHAPE_MISMATCH` for more
 *   positions than there are rows, or another width.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { learnedPositions } from "@rensa/nn";
 *
 * const layer = learnedPositions(64, 32);
 * const traced = trace({ x: f32(8, 20, 32), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function learnedPositions<const L extends number, const W extends number>(
  length: L,
  width: W,
): Layer<PositionParameters<L, W>, SameSequences<"learnedPositions", W>, "f32", "learnedPositions"> {
  const kind = "learnedPositions";
  checkSize(kind, "positions", length);
  checkSize(kind, "features", width);
  return defineLayer({
    kind,
    initialize: (key) => ({ positions: normal(key, [length, width], 0, 0.02) }),
    apply: ({ positions }, inputs) => {
      const x = asSequences(kind, inputs, width);
      const time = x.shape[1];
      if (time > length) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `${kind}: a sequence has ${String(time)} rows and there are ${String(length)} positions; make the layer longer, or cut the sequence.`,
        );
      }
      return add(x, time === length ? positions : slice(positions, [0, 0], [time, width]));
    },
  });
}
