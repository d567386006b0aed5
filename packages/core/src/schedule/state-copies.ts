/** The order of copies of state. States that trade places are a cycle, of which one value is kept aside by a kernel. */
import { Index, type LoopIndex } from "../expression/index-map.ts";
import { Scalar } from "../expression/scalar.ts";
import type { KernelBuffer, RowKernel } from "../kernel/kernel.ts";
import type { StateUpdate } from "./state.ts";

/** Copies in order: none reads what one before it wrote. */
export interface CopyPlan {
  readonly copies: readonly StateUpdate[];
  /** State whose value is kept before the kernels run, by the buffer that keeps it. */
  readonly kept: ReadonlyMap<string, string>;
}

/** Orders copies that mean a parallel assignment. */
export function orderCopies(updates: readonly StateUpdate[]): CopyPlan {
  const copies: StateUpdate[] = [];
  const kept = new Map<string, string>();
  let left = updates.filter(({ state, next }) => state !== next);
  while (left.length > 0) {
    const read = new Set(left.map(({ next }) => next));
    const free = left.filter(({ state }) => !read.has(state));
    copies.push(...free);
    const [first, ...others] = left.filter((update) => !free.includes(update));
    if (free.length > 0 || first === undefined) left = left.filter((update) => !free.includes(update));
    else {
      const name = `${first.state} before`;
      kept.set(name, first.state);
      copies.push(first);
      left = others.map((update) => (update.next === first.state ? { ...update, next: name } : update));
    }
  }
  return { copies, kept };
}

/** The kernel that keeps a buffer's value in another. */
export function keepingKernel(name: string, from: KernelBuffer, to: KernelBuffer): RowKernel {
  const element: LoopIndex = { kind: "loop", name: "i", extent: from.length };
  const offset = Index.of(element);
  const value = new Scalar({ kind: "load", buffer: from.name, offset }, from.dtype);
  const stages = [{ axes: [], stores: [{ buffer: to.name, offset, value }] }];
  return { kind: "rows", name, nodes: [], buffers: [from, to], rows: [element], stages };
}
