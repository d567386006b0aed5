/** Positions as waves. */
import { anyDType, makeOp, type DType, wholeNumber, number, RensaError, select, type Tensor } from "@rensa/core";

/**
 * For each position p below `length` a row of waves, `sin(p * base ** (-2 * i / width))` at `2 * i` and the cosine of
 * the same angle at `2 * i + 1`: `[length, width]` (Vaswani et al. 2017). Defaults: `base` 10000 (above 0), `offset`
 * 0 (the first position), dtype f32.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { add, sinusoidalPositions } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 10, 8) }, ({ x }) => add(x, sinusoidalPositions(10, 8)));
 * console.log(traced.result); // { shape: [2, 10, 8], dtype: "f32" }
 * ```
 */
export const sinusoidalPositions = makeOp({
  name: "sinusoidal_positions",
  inputs: [],
  attributes: {
    length: wholeNumber(0, { minimum: 0 }),
    width: wholeNumber(0, { minimum: 0 }),
    base: number(10000, { above: 0 }),
    offset: 0,
    dtype: anyDType(),
  },
  forward: {
    loops: (_inputs, { length, width, base, offset, dtype }, { position }) => ({
      shape: [length, width],
      dtype,
      element: (place, column) => {
        const pair = position(column.div(2)).to(dtype);
        const frequency = pair.mul((-2 * Math.log(base)) / width).exp();
        const angle = position(place).to(dtype).add(offset).mul(frequency);
        return select(position(column.mod(2)).eq(0), angle.sin(), angle.cos());
      },
    }),
  },
  vjp: () => [],
  check: ({ length, width, base }) => {
    for (const [attribute, value] of Object.entries({ length, width })) {
      if (Number.isInteger(value) && value >= 0) continue;
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `sinusoidalPositions: the ${attribute} is ${String(value)}; give a whole number from 0.`,
      );
    }
    if (!(base > 0))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `sinusoidalPositions: the base is ${String(base)}; give a number above 0.`,
      );
  },
  takes: "length, width, options?",
  call:
    (apply) =>
    <const Length extends number, const Width extends number, D extends DType = "f32">(
      length: Length,
      width: Width,
      options: { readonly base?: number; readonly offset?: number; readonly dtype?: D } = {},
    ): Tensor<readonly [Length, Width], D> =>
      apply([], { ...options, length, width }),
});
