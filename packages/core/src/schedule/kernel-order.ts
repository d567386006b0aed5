/** The order of kernels: each after those whose results it reads, and after those that it must not overtake. */
import type { Kernel } from "../kernel/kernel.ts";

/** Kernels with what must run before what. */
export class KernelOrder {
  readonly #kernels: readonly Kernel[];
  readonly #writers = new Map<string, number>();
  readonly #readers = new Map<string, number[]>();
  readonly #positions: ReadonlyMap<Kernel, number>;
  readonly #before: number[][];
  readonly #after: number[][];

  /** @param kernels In an order in which they can run. */
  constructor(kernels: readonly Kernel[]) {
    this.#kernels = kernels;
    this.#positions = new Map(kernels.map((kernel, position) => [kernel, position]));
    this.#before = kernels.map(() => []);
    this.#after = kernels.map(() => []);
    kernels.forEach(({ buffers }, position) => {
      for (const { name, access } of buffers) {
        const readers = this.#readers.get(name);
        if (access !== "read") this.#writers.set(name, position);
        else if (readers === undefined) this.#readers.set(name, [position]);
        else readers.push(position);
      }
    });
    for (const [name, readers] of this.#readers) {
      const writer = this.#writers.get(name);
      if (writer !== undefined) for (const reader of readers) this.#addEdge(writer, reader);
    }
  }

  /** The kernel that writes a buffer. */
  writerOf(buffer: string): Kernel | undefined {
    return this.#kernels[this.#writers.get(buffer) ?? -1];
  }

  /** The kernels that read a buffer. */
  readersOf(buffer: string): readonly Kernel[] {
    return this.#kernelsAt(this.#readers.get(buffer) ?? []);
  }

  /** What must run before a kernel; a kernel for which there are several reasons stands there several times. */
  before(kernel: Kernel): readonly Kernel[] {
    return this.#kernelsAt(this.#before[this.#positionOf(kernel)] ?? []);
  }

  /** What must run after a kernel, as {@link before}. */
  after(kernel: Kernel): readonly Kernel[] {
    return this.#kernelsAt(this.#after[this.#positionOf(kernel)] ?? []);
  }

  /** Lets kernels run before another; false, and nothing changes, where one of them depends on it. */
  runBefore(earlier: readonly Kernel[], later: Kernel): boolean {
    const last = this.#positionOf(later);
    const first = earlier.map((kernel) => this.#positionOf(kernel)).filter((position) => position !== last);
    if (first.length > 0 && this.#isReachable(last, new Set(first))) return false;
    for (const position of first) this.#addEdge(position, last);
    return true;
  }

  /** The kernels in order, otherwise as they were: one that has to wait for others pulls these before it. */
  sorted(): readonly Kernel[] {
    const order: Kernel[] = [];
    const done = new Set<number>();
    const opened = new Set<number>();
    for (let root = 0; root < this.#kernels.length; root++) {
      const pending = [root];
      for (let position = pending.at(-1); position !== undefined; position = pending.at(-1)) {
        if (!opened.has(position)) {
          opened.add(position);
          // The last is taken first: so the earliest comes first.
          for (const before of [...(this.#before[position] ?? [])].sort((a, b) => b - a)) {
            if (!done.has(before)) pending.push(before);
          }
          continue;
        }
        pending.pop();
        const kernel = this.#kernels[position];
        if (done.has(position) || kernel === undefined) continue;
        done.add(position);
        order.push(kernel);
      }
    }
    return order;
  }

  #kernelsAt(positions: readonly number[]): readonly Kernel[] {
    return positions.flatMap((position) => this.#kernels[position] ?? []);
  }

  #positionOf(kernel: Kernel): number {
    const position = this.#positions.get(kernel);
    if (position === undefined) throw new TypeError(`${kernel.name} is none of the kernels that are ordered`);
    return position;
  }

  #addEdge(from: number, to: number): void {
    this.#before[to]?.push(from);
    this.#after[from]?.push(to);
  }

  #isReachable(from: number, targets: ReadonlySet<number>): boolean {
    const seen = new Set([from]);
    const pending = [from];
    for (let position = pending.pop(); position !== undefined; position = pending.pop()) {
      for (const next of this.#after[position] ?? []) {
        if (targets.has(next)) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        pending.push(next);
      }
    }
    return false;
  }
}
