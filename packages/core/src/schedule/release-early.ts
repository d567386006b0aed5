/**
 * Puts kernels that give back more memory than they take forward: a weight's gradient, which is added to the weight in
 * place, runs as soon as it can, so that the activations that it reads do not wait until the backward pass is over.
 */
import type { Kernel } from "../kernel/kernel.ts";
import type { KernelOrder } from "./kernel-order.ts";

/** What a buffer means for memory, in bytes. */
export interface BufferBytes {
  /** What writing it takes; 0 where it takes the place of what is there anyway. */
  taken(name: string): number;
  /** What its last reader gives back; 0 where it is kept. */
  returned(name: string): number;
}

/** The kernels in an order of the given ones in which they can run. */
export function releaseEarly(order: KernelOrder, bytes: BufferBytes): readonly Kernel[] {
  return new EarlyRelease(order, bytes).run();
}

class EarlyRelease {
  readonly #order: KernelOrder;
  readonly #bytes: BufferBytes;
  readonly #waitsFor = new Map<Kernel, number>();
  readonly #readersLeft = new Map<string, Set<Kernel>>();
  readonly #done = new Set<Kernel>();

  constructor(order: KernelOrder, bytes: BufferBytes) {
    this.#order = order;
    this.#bytes = bytes;
  }

  run(): readonly Kernel[] {
    const kernels = this.#order.sorted();
    for (const kernel of kernels) {
      this.#waitsFor.set(kernel, this.#order.before(kernel).length);
      for (const name of readsOf(kernel)) {
        const readers = this.#readersLeft.get(name);
        if (readers === undefined) this.#readersLeft.set(name, new Set([kernel]));
        else readers.add(kernel);
      }
    }
    for (const kernel of kernels) {
      if (this.#done.has(kernel)) continue;
      const pending = [kernel];
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (next === kernel || this.#isWorthwhile(next)) pending.push(...this.#finish(next));
      }
    }
    return [...this.#done];
  }

  /** Runs a kernel. What is returned may have become worthwhile by it. */
  #finish(kernel: Kernel): readonly Kernel[] {
    this.#done.add(kernel);
    const candidates: Kernel[] = [];
    for (const name of readsOf(kernel)) {
      const readers = this.#readersLeft.get(name);
      readers?.delete(kernel);
      if (readers?.size === 1) candidates.push(...readers);
    }
    for (const after of this.#order.after(kernel)) {
      const waits = (this.#waitsFor.get(after) ?? 0) - 1;
      this.#waitsFor.set(after, waits);
      if (waits === 0) candidates.push(after);
    }
    return candidates.reverse();
  }

  #isWorthwhile(kernel: Kernel): boolean {
    if (this.#done.has(kernel) || this.#waitsFor.get(kernel) !== 0) return false;
    let balance = 0;
    for (const { name, access } of kernel.buffers) {
      if (access !== "read") balance -= this.#bytes.taken(name);
      else if (this.#readersLeft.get(name)?.size === 1) balance += this.#bytes.returned(name);
    }
    return balance > 0;
  }
}

function readsOf(kernel: Kernel): readonly string[] {
  return kernel.buffers.flatMap(({ name, access }) => (access === "write" ? [] : [name]));
}
