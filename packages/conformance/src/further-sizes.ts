/** Samples of a `scalar` op in other sizes: that nothing divides, that broadcast, and that hold nothing. */
import { allocate, RensaError, sizeOf, type HostTensor, type OpSample, type OpSamples, type Shape } from "@rensa/core";
import { traceSample } from "./evaluate.ts";

/** The first sample of a `scalar` op in other sizes; none where its call gives its own shapes, or for other ops. */
export function furtherSizes(samples: OpSamples): readonly OpSample[] {
  const [sample] = samples.samples;
  if (sample === undefined || !("scalar" in samples.op.definition.form) || sample.inputs.length === 0) return [];
  const { inputs } = sample;
  const shapes: readonly (readonly Shape[])[] = [
    ...[1, 5, 17, 67, 0].map((size) => inputs.map(() => [size])),
    ...(inputs.length < 2
      ? []
      : [
          inputs.map((_, at) => (at === 0 ? [5, 1] : [3])),
          inputs.map((_, at) => (at === 0 ? [] : [7])),
          inputs.map((_, at) => (at === 0 ? [0, 1] : [3])),
        ]),
  ];
  return shapes.flatMap((each) => {
    const resized = inputs.map((input, at) => tiled(input, each[at] ?? []));
    const further = {
      ...sample,
      name: `${sample.name}, as ${each.map((shape) => `[${shape.join()}]`).join(" and ")}`,
      inputs: resized,
    };
    try {
      traceSample(resized, sample.apply);
      return [further];
    } catch (error) {
      // A call that gives its own shapes takes no others.
      if (error instanceof RensaError) return [];
      throw error;
    }
  });
}

function tiled({ dtype, data }: HostTensor, shape: Shape): HostTensor {
  const other = allocate(dtype, sizeOf(shape));
  for (let at = 0; at < other.length; at++) other[at] = data[at % data.length] ?? 0;
  return { shape, dtype, data: other };
}
