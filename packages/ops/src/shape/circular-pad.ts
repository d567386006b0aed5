/** Margins of what stands at the other end. */
import { makeOp, type DType, wholeNumber, listOf, type Shape, type Tensor } from "@rensa/core";
import type { SameRank } from "./axis-types.ts";
import { checkMargins, partOf, withMargins } from "./margins.ts";

/**
 * The tensor as if it went round: `low` elements from its end before it and `high` from its start after it, along each
 * axis; at most the extent. As PyTorch's `pad` with `mode="circular"`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are not one per axis, or larger than it.
 *
 * @example
 * ```ts
 * import { circularPad } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 2) }, ({ x }) => circularPad(x, [1, 1], [1, 1]));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2], [3, 4]] });
 * console.log(data); // Float32Array [4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1]
 * ```
 */
export const circularPad = makeOp({
  name: "circular_pad",
  attributes: { low: listOf(wholeNumber(0, { minimum: 0 })), high: listOf(wholeNumber(0, { minimum: 0 })) },
  forward: {
    composite: ([x], { low, high }) =>
      withMargins(x, low, high, (inner, axis, size, side) => {
        const extent = inner.shape[axis] ?? 1;
        return side === "before" ? partOf(inner, axis, extent - size, extent) : partOf(inner, axis, 0, size);
      }),
  },
  check: ({ low, high }, [x]) => {
    checkMargins("circularPad", x?.shape ?? [], low, high, (extent) => extent);
  },
  takes: "x, low, high",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      low: readonly number[],
      high: readonly number[],
    ): Tensor<SameRank<S>, D> =>
      apply([x], { low, high }),
});
