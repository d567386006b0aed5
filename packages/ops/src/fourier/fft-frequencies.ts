/** The frequencies of a Fourier transform. */
import { anyDType, makeOp, type FloatDType, wholeNumber, select, type Tensor } from "@rensa/core";
import { requireLength } from "./length.ts";

/** The options of frequencies. */
export interface FrequencyOptions<D extends FloatDType = FloatDType> {
  /** The time between two samples. Default: 1. */
  readonly spacing?: number;
  /** Default: `"f32"`. */
  readonly dtype?: D;
}

/**
 * The frequencies of what `fft` returns of a signal of `length` elements, in cycles per unit of `spacing` (the time between two
 * elements): `[0, 1, ..., -2, -1] / (length spacing)`, those from `ceil(length / 2)` on negative. As PyTorch's `fft.fftfreq`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a length below 1.
 *
 * @example
 * ```ts
 * import { fftFrequencies } from "@rensa/ops";
 * import { compile, trace } from "rensa";
 *
 * const traced = trace({}, () => fftFrequencies(8, { spacing: 1 / 44100 }));
 * const program = await compile(traced);
 * console.log(program.run({}).data); // Float32Array [0, 5512.5, 11025, 16537.5, -22050, -16537.5, -11025, -5512.5]
 * ```
 */
export const fftFrequencies = makeOp({
  name: "fft_frequencies",
  inputs: [],
  attributes: { length: wholeNumber(1, { minimum: 1 }), spacing: 1, dtype: anyDType() },
  forward: {
    loops: (_inputs, { length, spacing, dtype }, { position }) => ({
      shape: [length],
      dtype,
      element: (index) => {
        const place = position(index);
        return select(place.lt(Math.ceil(length / 2)), place, place.sub(length))
          .to(dtype)
          .mul(1 / (length * spacing));
      },
    }),
  },
  vjp: () => [],
  check: ({ length }) => requireLength("fftFrequencies", length),
  takes: "length, options?",
  call:
    (apply) =>
    <const N extends number, D extends FloatDType = "f32">(
      length: N,
      options: FrequencyOptions<D> = {},
    ): Tensor<readonly [N], D> =>
      apply([], { length, ...options }),
});
