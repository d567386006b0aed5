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
  const arena = new Arena(lifetimes.length);
  const offsets = new Map<string, number>();
  let bytes = 0;
  let bytesWithoutReuse = 0;
  const bySize = [...lifetimes].sort((a, b) => b.bytes - a.bytes || a.from - b.from);
  for (const { name, bytes: wanted, from, to } of bySize) {
    const size = Math.max(alignment, Math.ceil(wanted / alignment) * alignment);
    const offset = arena.place(from, to, size);
    offsets.set(name, offset);
    bytes = Math.max(bytes, offset + size);
    bytesWithoutReuse += size;
  }
  return { offsets, bytes, bytesWithoutReuse };
}

/**
 * What has been placed, in order of offset, so that gaps are found in one walk. Every buffer is compared with every
 * other, tens of millions of times for a large graph: hence columns of numbers instead of objects.
 */
class Arena {
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #offset: Float64Array;
  readonly #end: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#from = new Int32Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#offset = new Float64Array(capacity);
    this.#end = new Float64Array(capacity);
  }

  /** The smallest gap that is large enough between those alive at the same time, else the end of the last of them. */
  place(from: number, to: number, size: number): number {
    let best = -1;
    let bestSlack = Infinity;
    let end = 0;
    for (let at = 0; at < this.#count; at++) {
      if ((this.#from[at] ?? 0) > to || (this.#to[at] ?? 0) < from) continue;
      const slack = (this.#offset[at] ?? 0) - end - size;
      if (slack >= 0 && slack < bestSlack) {
        best = end;
        bestSlack = slack;
      }
      end = Math.max(end, this.#end[at] ?? 0);
    }
    const offset = best >= 0 ? best : end;
    this.#insert(from, to, offset, offset + size);
    return offset;
  }

  #insert(from: number, to: number, offset: number, end: number): void {
    let position = this.#count;
    while (position > 0 && (this.#offset[position - 1] ?? 0) > offset) position--;
    for (const column of [this.#from, this.#to, this.#offset, this.#end]) {
      column.copyWithin(position + 1, position, this.#count);
    }
    this.#from[position] = from;
    this.#to[position] = to;
    this.#offset[position] = offset;
    this.#end[position] = end;
    this.#count++;
  }
}
