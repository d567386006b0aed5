/** The memory plan of buffers without an interruption. */
import { checkKind } from "../graph/check-argument.ts";
import { atOnce } from "../graph/interruptible.ts";
import { planMemoryInParts, type Lifetime, type MemoryPlan } from "./memory-plan.ts";

/** Plans the memory of buffers. `shared` says which buffer takes the storage of which other. */
export function planMemory(
  lifetimes: readonly Lifetime[],
  shared: ReadonlyMap<string, string> = new Map(),
): MemoryPlan {
  checkKind("The lifetimes", lifetimes, "list");
  checkKind("What is shared", shared, "map");
  return atOnce(planMemoryInParts(lifetimes, shared));
}
