/** The ops of several plugins by name, which no two of them may share. */
import { checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { OpDefinition } from "./definition.ts";
import { opsOf, type OpCollection, type Plugin } from "./plugin.ts";

/** An op, and the name of the plugin that brought it. */
export interface OwnedOp {
  readonly definition: OpDefinition;
  readonly plugin: string;
}

/**
 * The ops of plugins by name.
 *
 * @param plugins - The plugins, in the order in which they count.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins define ops of one name; it names both.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp } from "@rensa/core";
 * import { opsByName } from "@rensa/core/compiler";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * console.log(opsByName([{ name: "my-plugin", ops: [twice] }]).get("twice")?.plugin); // "my-plugin"
 * ```
 */
export function opsByName(plugins: readonly Plugin<OpCollection>[]): ReadonlyMap<string, OwnedOp> {
  checkKind("The plugins", plugins, "list");
  const found = new Map<string, OwnedOp>();
  for (const plugin of plugins) {
    for (const { definition } of opsOf(plugin)) {
      const other = found.get(definition.name);
      if (other !== undefined && other.definition !== definition) {
        throw new RensaError(
          "OP_DUPLICATE",
          other.plugin === plugin.name
            ? `The plugin "${plugin.name}" is there twice, each with an op "${definition.name}" of its own; install it once, in one version.`
            : `The plugins "${other.plugin}" and "${plugin.name}" both define an op "${definition.name}"; rename one of them.`,
          { op: definition.name, written: definition.owner.place() ?? other.definition.owner.place() },
        );
      }
      found.set(definition.name, { definition, plugin: plugin.name });
    }
  }
  return found;
}
