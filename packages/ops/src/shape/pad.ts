/** A tensor with a margin. */
import {
  makeOp,
  type DType,
  wholeNumber,
  listOf,
  number,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { requireWhole } from "../types/require-whole.ts";
import { slice } from "./slice.ts";

/**
 * The tensor with `low` elements before and `high` after it along each axis. Default value of the margin: 0.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { pad } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 2) }, ({ x }) => pad(x, [1, 1], [1, 1]));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2], [3, 4]] });
 * console.log(data); // Float32Array [0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0]
 * ```
 */
export const pad = makeOp({
  name: "pad",
  attributes: {
    low: listOf(wholeNumber(0, { minimum: 0 })),
    high: listOf(wholeNumber(0, { minimum: 0 })),
    value: number(0, { nonFinite: true }),
  },
  forward: {
    loops: ([x], { low, high, value }, { within }) => ({
      shape: x.shape.map((extent, axis) => extent + (low[axis] ?? 0) + (high[axis] ?? 0)),
      element: (...indices) => {
        const inner = indices.map((index, axis) => index.sub(low[axis] ?? 0));
        const bounds = inner.map((index, axis) => ({ index, lower: 0, upper: x.shape[axis] ?? 1 }));
        return within(bounds, () => x.at(...inner), value);
      },
    }),
  },
  vjp: ({ inputs: [x], gradient }, { low }): VjpThunks => [
    () =>
      slice(
        gradient,
        low,
        x.shape.map((extent, axis) => extent + (low[axis] ?? 0)),
      ),
  ],
  check: ({ low, high, value }, [x]) => {
    requireWhole("pad", "the value", value, x);
    const rank = x?.shape.length;
    if (
      low.length !== rank ||
      high.length !== rank ||
      [...low, ...high].some((size) => !Number.isInteger(size) || size < 0)
    ) {
      throw new RensaError("ATTRIBUTE_INVALID", `pad: give ${String(rank)} sizes before and after, integers from 0.`);
    }
  },
  takes: "x, low, high, value?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      low: readonly number[],
      high: readonly number[],
      value = 0,
    ): Tensor<{ readonly [K in keyof S]: number }, D> =>
      apply([x], { low, high, value }),
});
