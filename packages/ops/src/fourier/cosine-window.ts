/** Windows that are sums of cosines: what the windows of this folder share. */
import {
  anyDType,
  type Apply,
  constantScalar,
  type FloatDType,
  wholeNumber,
  type LoopOutput,
  type LoopTools,
  type Tensor,
  type Widened,
} from "@rensa/core";

/** The options of a window. */
export interface WindowOptions<D extends FloatDType = FloatDType> {
  /**
   * The window is one period, as spectra want it; else it is symmetric, its last element equal to its first, as filters
   * want it. Default: true.
   */
  readonly periodic?: boolean;
  /** Default: `"f32"`. */
  readonly dtype?: D;
}

/** The attributes of a window. */
export const windowAttributes = { length: wholeNumber(1, { minimum: 0 }), periodic: true, dtype: anyDType() };

/** `sum of weights[k] cos(2 pi k j / n)` at place j, where n is the length, less 1 where it is not periodic. */
export function cosineWindow(
  weights: readonly number[],
  { length, periodic, dtype }: Widened<typeof windowAttributes>,
  { position }: LoopTools,
): LoopOutput {
  const period = periodic ? length : length - 1;
  return {
    shape: [length],
    dtype,
    element: (index) => {
      if (length === 1) return constantScalar(1, dtype);
      return weights.reduce(
        (total, weight, order) => {
          if (order === 0) return total;
          const turn = position(index).mul(order).rem(period).to(dtype);
          return total.add(
            turn
              .mul((2 * Math.PI) / period)
              .cos()
              .mul(weight),
          );
        },
        constantScalar(weights[0] ?? 0, dtype),
      );
    },
  };
}

/** How windows are called. */
export const windowCall =
  (apply: Apply<Widened<typeof windowAttributes>>) =>
  <const N extends number, D extends FloatDType = "f32">(
    length: N,
    options: WindowOptions<D> = {},
  ): Tensor<readonly [N], D> =>
    apply([], { length, ...options });
