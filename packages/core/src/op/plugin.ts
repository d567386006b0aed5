/** What a plugin is to a registry: named ops, and the Rensa that they need. `definePlugin` makes one. */
import { checkParts } from "../graph/check-argument.ts";
import type { OpValue } from "./definition.ts";

/** Ops as a list, or as a record in which each keeps its type. */
export type OpCollection = readonly OpValue[] | Readonly<Record<string, OpValue>>;

/** A named collection of ops that a registry is made of. */
export interface Plugin<Ops extends OpCollection = readonly OpValue[]> {
  /** As errors name it, such as `@rensa/ops`. */
  readonly name: string;
  readonly ops: Ops;
  readonly version?: string;
  /** The versions of Rensa that it works with. Default: any. */
  readonly requires?: { readonly rensa?: string };
}

/** The ops of a plugin, in order. */
export function opsOf(plugin: Plugin<OpCollection>): readonly OpValue[] {
  checkParts("The plugin", plugin, "name", "ops");
  const { ops } = plugin;
  for (const op of Object.values<unknown>(ops)) checkParts("An op of a plugin", op, "definition");
  return Object.values(ops);
}
