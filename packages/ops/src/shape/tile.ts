/** A tensor several times over. */
import {
  broadcastTo,
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  listOf,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { Tiled } from "./axis-types.ts";
import { reshape } from "./reshape.ts";

/**
 * The tensor laid side by side with itself, `counts[axis]` times along each axis: `[1, 2]` twice is `[1, 2, 1, 2]`. The
 * shorter of shape and counts is filled with ones in front. As PyTorch's `tile`. (Each element several times in a row is
 * {@link repeat}.)
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for counts that are no integers from 1.
 *
 * @example
 * ```ts
 * import { tile } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tile(x, [1, 2]));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-2, -1, 0, -2, -1, 0, 0.5, 1, 2, 0.5, 1, 2]
 * ```
 */
export const tile = makeOp({
  name: "tile",
  attributes: { counts: listOf(wholeNumber(1, { minimum: 1 })) },
  forward: {
    composite: ([x], { counts }) => {
      const rank = Math.max(x.shape.length, counts.length);
      const extents = [...new Array<number>(rank - x.shape.length).fill(1), ...x.shape];
      const times = [...new Array<number>(rank - counts.length).fill(1), ...counts];
      // Only an axis that is repeated gets one more in front, which stretches.
      const apart = extents.flatMap((extent, axis) => (times[axis] === 1 ? [extent] : [1, extent]));
      const stretched = extents.flatMap((extent, axis) => (times[axis] === 1 ? [extent] : [times[axis] ?? 1, extent]));
      return reshape(
        broadcastTo(reshape(x, apart), stretched),
        extents.map((extent, axis) => extent * (times[axis] ?? 1)),
      );
    },
  },
  check: ({ counts }) => {
    if (counts.every((count) => Number.isInteger(count) && count > 0)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `tile: ${formatShape(counts)} does not say how often; give an integer from 1 for each axis.`,
    );
  },
  takes: "x, counts",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Counts extends readonly number[]>(
      x: Tensor<S, D>,
      counts: Counts,
    ): Tensor<Tiled<S, Counts>, D> =>
      apply([x], { counts }),
});
