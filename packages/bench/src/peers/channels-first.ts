/** From channels last, in which workloads are stated, to channels first, which some engines compute in. */
import type { HostTensor, Shape } from "@rensa/core";
import type { Batch, CnnDescription, NamedTensors } from "../workloads/description.ts";

/** A network's weights and batches with channels first; the rows of its dense layer follow. */
export function channelsFirst(description: CnnDescription): { parameters: NamedTensors; batches: readonly Batch[] } {
  const { parameters, batches, convolutions } = description;
  const channels = parameters[`bias_${String(convolutions)}`]?.shape[0] ?? 1;
  const convert = (name: string, value: HostTensor): HostTensor => {
    if (name.startsWith("filters")) return permuted(value, [3, 2, 0, 1]);
    if (name !== "dense_weights") return value;
    const [features = 1, classes = 1] = value.shape;
    const pixels = { ...value, shape: [features / channels, channels, classes] };
    return { ...permuted(pixels, [1, 0, 2]), shape: value.shape };
  };
  return {
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, convert(name, value)])),
    batches: batches.map(({ x, y }) => ({ x: permuted(x, [0, 3, 1, 2]), y })),
  };
}

/** The elements with the axes in another order: axis `i` of the result is axis `order[i]` of the tensor. */
export function permuted(tensor: HostTensor, order: readonly number[]): HostTensor {
  const { shape: from, data, dtype } = tensor;
  const strides = from.map((_, axis) => from.slice(axis + 1).reduce((size, extent) => size * extent, 1));
  const shape: Shape = order.map((axis) => from[axis] ?? 1);
  const result = data.slice();
  const place = order.map(() => 0);
  for (let at = 0; at < result.length; at++) {
    const source = order.reduce((offset, axis, position) => offset + (place[position] ?? 0) * (strides[axis] ?? 0), 0);
    result[at] = data[source] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (place[axis] ?? 0) + 1;
      place[axis] = next === shape[axis] ? 0 : next;
      if (next !== shape[axis]) break;
    }
  }
  return { shape, dtype, data: result };
}
