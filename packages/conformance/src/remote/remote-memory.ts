/** What stands in the other thread: the memory of stores, and programs that work on it. */
import { ActionMaker, allocateArena, loadKernel, Storage, storedArrays } from "@rensa/backend-js/program";
import { RensaError, type TypedArray } from "@rensa/core";
import { isLoopKernel, withInner, type HostRun, type StoreLayout } from "@rensa/core/compiler";
import type { PostedPlan } from "./protocol.ts";

/** A store or a program. */
export interface RemoteMemory {
  readonly arrayOf: (name: string) => TypedArray;
  /** The memory of a store. */
  readonly memory?: ArrayBuffer;
  /** Runs a program. */
  readonly run?: () => void;
}

/** Makes a store. */
export function makeStore(layout: StoreLayout): RemoteMemory {
  const memory = allocateArena(layout.bytes);
  return { arrayOf: storedArrays(layout, memory), memory };
}

/** Makes a program, on the memory of a store where it has one. */
export function makeProgram(
  plan: PostedPlan,
  initial: ReadonlyMap<string, TypedArray>,
  store: ArrayBuffer | null,
  hostRun: (kernel: string) => HostRun,
): RemoteMemory {
  const storage = new Storage(plan, store);
  for (const [name, values] of initial) storage.arrayOf(name).set(values);
  const loops = withInner(plan.kernels).filter(isLoopKernel);
  const compiled = new Map(
    loops.map((kernel) => [kernel, loadKernel(kernel, sourceOf(plan, kernel.name), storage.moving)]),
  );
  const actions = new ActionMaker(({ name }) => hostRun(name), compiled, storage);
  return { arrayOf: (name) => storage.arrayOf(name), run: actions.program(plan) };
}

function sourceOf({ sources }: PostedPlan, name: string): string {
  const source = sources.get(name);
  if (source === undefined) throw new RensaError("INTERNAL", `The kernel ${name} came without its source.`);
  return source;
}
