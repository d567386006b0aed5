/** Buffers that can be handed over instead of copied. */
import type { HostTensor } from "@rensa/core";

/** The buffers of tensors that nobody else holds. Those that cannot be handed over are left out, and so copied. */
export function buffersOf(tensors: Iterable<HostTensor>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { data } of tensors) {
    const { buffer } = data;
    // Of a larger buffer, the rest may be somebody else's.
    if (buffer instanceof ArrayBuffer && buffer.byteLength === data.byteLength) buffers.add(buffer);
  }
  return [...buffers];
}
