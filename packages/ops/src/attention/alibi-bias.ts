/** Positions as a penalty on distance. */
import { anyDType, makeOp, type DType, wholeNumber, RensaError, select, type Tensor } from "@rensa/core";

/**
 * The bias `-slope[h] * |i - j|` of query i and key j, `[heads, length, keys]`, to be added to the scores of
 * attention (ALiBi; Press et al. 2022). With a power of two of heads, `slope[h] = 2 ** (-8 * (h + 1) / heads)`; with
 * another number, the slopes of the power below it and then every other one of the power above it, as the authors do.
 * Default dtype: f32.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { alibiBias, scaledDotProductAttention } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ q: f32(4, 10, 8), k: f32(4, 10, 8), v: f32(4, 10, 8) }, ({ q, k, v }) =>
 *   scaledDotProductAttention(q, k, v, { bias: alibiBias(4, 10, 10), causal: true }),
 * );
 * console.log(traced.result); // { shape: [4, 10, 8], dtype: "f32" }
 * ```
 */
export const alibiBias = makeOp({
  name: "alibi_bias",
  inputs: [],
  attributes: {
    heads: wholeNumber(1, { minimum: 1 }),
    length: wholeNumber(0, { minimum: 0 }),
    keys: wholeNumber(0, { minimum: 0 }),
    dtype: anyDType(),
  },
  forward: {
    loops: (_inputs, { heads, length, keys, dtype }, { position }) => ({
      shape: [heads, length, keys],
      dtype,
      element: (head, query, key) => {
        const power = 2 ** Math.floor(Math.log2(heads));
        const number = position(head).to(dtype);
        const exponent = select(
          position(head).lt(power),
          number.add(1).mul(-8 / power),
          number
            .sub(power)
            .mul(2)
            .add(1)
            .mul(-4 / power),
        );
        const slope = exponent.mul(Math.LN2).exp();
        return position(query).sub(position(key)).abs().neg().to(dtype).mul(slope);
      },
    }),
  },
  vjp: () => [],
  check: ({ heads, length, keys }) => {
    for (const [attribute, value] of Object.entries({ heads, length, keys })) {
      if (Number.isInteger(value) && value >= 1) continue;
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `alibiBias: ${attribute} is ${String(value)}; give a whole number from 1.`,
      );
    }
  },
  takes: "heads, length, keys, dtype?",
  call:
    (apply) =>
    <const Heads extends number, const Length extends number, const Keys extends number, D extends DType = "f32">(
      heads: Heads,
      length: Length,
      keys: Keys,
      dtype?: D,
    ): Tensor<readonly [Heads, Length, Keys], D> =>
      apply([], { heads, length, keys, dtype: dtype ?? "f32" }),
});
