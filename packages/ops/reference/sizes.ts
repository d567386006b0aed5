/** Samples at other sizes: with an extent of 0, and of a thousand, which meets every vector path, tail and thread. */
import { allocate, sizeOf, stridesOf, type HostTensor, type OpSample, type Shape } from "@rensa/core";

/** A sample whose axes of one length have another. */
export interface ResizedSample {
  readonly name: string;
  readonly from: number;
  readonly inputs: readonly HostTensor[];
  readonly apply: OpSample["apply"];
}

/** The sample with every axis that is `from` long made `to` long, for each length that it has. */
export function resized(sample: OpSample, to: number, most = 2e5): readonly ResizedSample[] {
  const lengths = [...new Set(sample.inputs.flatMap(({ shape }) => shape))].filter((from) => from > (to === 0 ? 0 : 1));
  return lengths.flatMap((from) => {
    const inputs = sample.inputs.map(({ shape }) => shape.map((extent) => (extent === from ? to : extent)));
    if (inputs.some((shape) => sizeOf(shape) > most)) return [];
    return [
      {
        name: `${sample.name}, ${String(from)} as ${String(to)}`,
        from,
        inputs: sample.inputs.map((input, at) => repeated(input, inputs[at] ?? [])),
        apply: sample.apply,
      },
    ];
  });
}

/** The elements again and again along each axis. */
function repeated({ shape: own, dtype, data }: HostTensor, shape: Shape): HostTensor {
  const elements = allocate(dtype, sizeOf(shape));
  const [strides, ownStrides] = [stridesOf(shape), stridesOf(own)];
  for (let at = 0; at < elements.length; at++) {
    const from = shape.reduce((offset, extent, axis) => {
      const index = Math.floor(at / (strides[axis] ?? 1)) % extent;
      return offset + (index % (own[axis] ?? 1)) * (ownStrides[axis] ?? 1);
    }, 0);
    elements[at] = data[from] ?? 0;
  }
  return { shape, dtype, data: elements };
}
