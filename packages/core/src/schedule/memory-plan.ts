/**
 * The static memory plan: every temporary buffer gets an offset in one arena before the first step. Two buffers share
 * bytes only where their lifetimes do not meet. Best fit, largest first.
 */

/** A buffer to be placed: alive from the kernel that writes it to the last that reads it, both included. */
export interface Lifetime {
  readonly name: string;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Where each buffer stands, and how large the arena is. */
export interface MemoryPlan {
  /** Byte offsets by buffer name, multiples of 64. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Bytes of the arena. */
  readonly bytes: number;
  /** Bytes that the buffers would need one beside the other. */
  readonly bytesWithoutReuse: number;
}

const alignment = 64;

/** Plans the memory of buffers. */
export function planMemory(lifetimes: readonly Lifetime[]): MemoryPlan {
  const placed: (Lifetime & { readonly offset: number; readonly end: number })[] = [];
  const offsets = new Map<string, number>();
  let bytes = 0;
  let bytesWithoutReuse = 0;
  const bySize = [...lifetimes].sort((a, b) => b.bytes - a.bytes || a.from - b.from);
  for (const lifetime of bySize) {
    const size = Math.max(alignment, Math.ceil(lifetime.bytes / alignment) * alignment);
    const neighbours = placed
      .filter((other) => other.from <= lifetime.to && lifetime.from <= other.to)
      .sort((a, b) => a.offset - b.offset);
    const offset = bestGap(neighbours, size);
    placed.push({ ...lifetime, offset, end: offset + size });
    offsets.set(lifetime.name, offset);
    bytes = Math.max(bytes, offset + size);
    bytesWithoutReuse += size;
  }
  return { offsets, bytes, bytesWithoutReuse };
}

/** The start of the smallest gap between neighbours that is large enough, else the end of the last. */
function bestGap(neighbours: readonly { readonly offset: number; readonly end: number }[], size: number): number {
  let best = -1;
  let bestSlack = Infinity;
  let end = 0;
  for (const neighbour of neighbours) {
    const slack = neighbour.offset - end - size;
    if (slack >= 0 && slack < bestSlack) {
      best = end;
      bestSlack = slack;
    }
    end = Math.max(end, neighbour.end);
  }
  return best >= 0 ? best : end;
}
