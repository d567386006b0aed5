/** A store of zeros, from types. */
import { RensaError } from "../graph/error.ts";
import { flattenTree, isTyped } from "../trace/tree.ts";
import type { Backend } from "./backend.ts";
import type { Precision } from "./program-plan.ts";
import { layOut } from "./state-layout.ts";
import { MemoryStore } from "./store.ts";
import { Turns } from "./turns.ts";

/** Makes a store for values of these types, nested under names. */
export async function makeStore<T extends Readonly<Record<string, unknown>>>(
  types: T,
  { backend, precision }: { readonly backend: Backend; readonly precision: Precision },
): Promise<MemoryStore<T>> {
  const leaves = flattenTree(types, isTyped);
  const [twice] = leaves.filter(([path], at) => leaves.findIndex(([other]) => other === path) !== at);
  if (twice !== undefined) {
    throw new RensaError("ARGUMENT_INVALID", `A store's tree has two values at "${twice[0]}"; rename one of them.`);
  }
  const layout = layOut(leaves, precision);
  const storage = await backend.createStorage(layout);
  return new MemoryStore(types, { backend, layout, storage, turns: new Turns() });
}
