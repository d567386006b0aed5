/** Composite ops: a spectrum in mel bands, and back. */
import { constant, defineOp, RensaError, type DType, type HostTensor, type Shape, type Tensor } from "@rensa/core";
import { matmul } from "@rensa/ops";
import { binsOf } from "./fourier.ts";
import { inverseMelFilters, melFilters, type MelBands } from "./mel-scale.ts";

/** What the bands are made from by default. */
export const melDefaults = { size: 256, rate: 8000, bands: 24, low: 0, high: 4000 };

/** Power in bins, [..., frames, size / 2 + 1], as power in mel bands, [..., frames, bands]. */
export const melBands = defineOp({
  name: "mel_bands",
  attributes: melDefaults,
  forward: { composite: ([power], options) => times(power, melFilters(options)) },
  check: (options, [power]) => checkBands("mel_bands", options, power?.shape.at(-1), binsOf(options.size)),
  call:
    (apply) =>
    <D extends DType>(power: Tensor<Shape, D>, options?: Partial<MelBands>): Tensor<Shape, D> =>
      apply([power], options),
});

/** Power in mel bands as power in bins: the spectrum of least squares. It can be slightly negative. */
export const fromMelBands = defineOp({
  name: "from_mel_bands",
  attributes: melDefaults,
  forward: { composite: ([mel], options) => times(mel, inverseMelFilters(options)) },
  check: (options, [mel]) => checkBands("from_mel_bands", options, mel?.shape.at(-1), options.bands),
  call:
    (apply) =>
    <D extends DType>(mel: Tensor<Shape, D>, options?: Partial<MelBands>): Tensor<Shape, D> =>
      apply([mel], options),
});

function times(x: Tensor, matrix: readonly (readonly number[])[]): Tensor {
  const tensor: HostTensor = {
    shape: [matrix.length, matrix[0]?.length ?? 0],
    dtype: x.dtype,
    data: Float64Array.from(matrix.flat()),
  };
  return matmul(x, constant(tensor));
}

function checkBands(op: string, { size, rate, bands, low, high }: MelBands, found = 0, wanted: number): void {
  if (!Number.isInteger(bands) || bands < 1 || !(low >= 0) || !(high > low) || high > rate / 2) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${op}: ${String(bands)} bands from ${String(low)} to ${String(high)} Hz at ${String(rate)} samples a second; give at least 1 band, and frequencies from 0 to half the rate.`,
    );
  }
  if (found !== wanted) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${op}: the last axis is ${String(found)} long and must be ${String(wanted)} for frames of ${String(size)} and ${String(bands)} bands.`,
    );
  }
}
