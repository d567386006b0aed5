/**
 * Updates of state in place. A state's next value may be written over it where nothing reads the state afterwards: its
 * readers run before the kernel that writes the next value, for which kernels are put in another order where that
 * makes no cycle. What cannot be updated so is copied after the kernels.
 */
import type { Kernel } from "../kernel/kernel.ts";
import { mayReplace } from "./in-place.ts";
import { accessOf } from "./kernel-access.ts";
import { KernelOrder } from "./kernel-order.ts";

/** A state, by the buffer that a run reads, and the buffer of its next value. */
export interface StateUpdate {
  readonly state: string;
  readonly next: string;
}

/** How state is updated. */
export interface StatePlan {
  /** An order of the kernels in which all updates in place are right. */
  readonly order: KernelOrder;
  /** By the buffer of a next value: the state whose storage it takes. */
  readonly inPlace: ReadonlyMap<string, string>;
  /** What is left to be copied. */
  readonly copied: readonly StateUpdate[];
}

/** Plans the updates of state. A state whose next value is itself needs none and may be left out. */
export function planState(kernels: readonly Kernel[], updates: readonly StateUpdate[]): StatePlan {
  const order = new KernelOrder(kernels);
  const inPlace = new Map<string, string>();
  const copied: StateUpdate[] = [];
  // A next value that is the state of another is copied from there after all kernels have run.
  const readAtEnd = new Set(updates.map(({ next }) => next));
  for (const update of updates) {
    const { state, next } = update;
    const writer = order.writerOf(next);
    const fits =
      writer !== undefined &&
      !inPlace.has(next) &&
      !readAtEnd.has(state) &&
      mayReplace(accessOf(writer), state, next) &&
      order.runBefore(order.readersOf(state), writer);
    if (fits) inPlace.set(next, state);
    else copied.push(update);
  }
  return { order, inPlace, copied };
}
