/** The frequencies of a Fourier transform of real signals. */
import { anyDType, makeOp, type FloatDType, wholeNumber, type Tensor } from "@rensa/core";
import type { FrequencyOptions } from "./fft-frequencies.ts";
import { requireLength } from "./length.ts";

/**
 * The frequencies of what `rfft` returns of a signal of `length` elements, in cycles per unit of `spacing` (the time between two
 * elements): `[0, 1, ..., floor(length / 2)] / (length spacing)`. As PyTorch's `fft.rfftfreq`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a length below 1.
 *
 * @example
 * ```ts
 * import { rfftFrequencies } from "@rensa/ops";
 * import { compile, trace } from "rensa";
 *
 * const traced = trace({}, () => rfftFrequencies(8, { spacing: 1 / 44100 }));
 * const program = await compile(traced);
 * console.log(program.run({}).data); // Float32Array [0, 5512.5, 11025, 16537.5, 22050]
 * ```
 */
export const rfftFrequencies = makeOp({
  name: "rfft_frequencies",
  inputs: [],
  attributes: { length: wholeNumber(1, { minimum: 1 }), spacing: 1, dtype: anyDType() },
  forward: {
    loops: (_inputs, { length, spacing, dtype }, { position }) => ({
      shape: [Math.floor(length / 2) + 1],
      dtype,
      element: (index) =>
        position(index)
          .to(dtype)
          .mul(1 / (length * spacing)),
    }),
  },
  vjp: () => [],
  check: ({ length }) => requireLength("rfftFrequencies", length),
  takes: "length, options?",
  call:
    (apply) =>
    <D extends FloatDType = "f32">(length: number, options: FrequencyOptions<D> = {}): Tensor<readonly [number], D> =>
      apply([], { length, ...options }),
});
