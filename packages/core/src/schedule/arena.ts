/** An arena of bytes in which buffers are placed one after the other, each where it fits best. */

/**
 * What has been placed, in order of offset, so that gaps are found in one walk. Every buffer is compared with every
 * other, tens of millions of times for a large graph: hence columns of numbers instead of objects.
 */
export class Arena {
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
