/** Other data of the same types: what an op is run on beside its sample. */
import { allocate, isFloat, type HostTensor } from "@rensa/core";

/**
 * Other inputs for a sample: its elements moved on by one, then its floats scaled by a number near 1, where a matrix of a
 * kind stays one. The first that the op takes is to be used.
 */
export function movedInputs(inputs: readonly HostTensor[]): readonly (readonly HostTensor[])[] {
  return [inputs.map(rotated), inputs.map(scaled)];
}

function rotated({ shape, dtype, data }: HostTensor): HostTensor {
  const other = allocate(dtype, data.length);
  data.forEach((value, at) => (other[(at + 1) % data.length] = value));
  return { shape, dtype, data: other };
}

function scaled(tensor: HostTensor): HostTensor {
  return changed(tensor, (value) => value * 1.0625);
}

/** A tensor with something else in place of each element, where these are floats. */
export function changed(input: HostTensor, change: (value: number, at: number) => number): HostTensor {
  if (!isFloat(input.dtype)) return input;
  const data = allocate(input.dtype, input.data.length);
  input.data.forEach((value, at) => (data[at] = change(value, at)));
  return { ...input, data };
}

/** Where an op is tried beside its sample. */
export interface Region {
  /** After "the values": of its negatives. */
  readonly name: string;
  readonly inputs: readonly HostTensor[];
  /** Whether it lies farther out than the sample: where a formula holds, and what approximates need not. */
  readonly isFar: boolean;
}

/** Floats of other signs and magnitudes than those of a sample: what is right on it may be wrong there. */
export function otherRegions(inputs: readonly HostTensor[]): readonly Region[] {
  const region = (name: string, change: (value: number) => number, isFar = false): Region => ({
    name,
    isFar,
    inputs: inputs.map((input) => changed(input, change)),
  });
  return [
    region("of its negatives", (value) => -value),
    region("of a hundred times the sample", (value) => 100 * value, true),
    region("of a hundredth of the sample", (value) => value / 100),
    region("of zeros", () => 0),
  ];
}
