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
  if (!isFloat(tensor.dtype)) return tensor;
  const other = allocate(tensor.dtype, tensor.data.length);
  tensor.data.forEach((value, at) => (other[at] = value * 1.0625));
  return { ...tensor, data: other };
}
