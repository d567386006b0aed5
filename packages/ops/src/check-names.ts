/** The names that are taken: a plugin beside the standard ops needs others. */
import type { OpCollection, Plugin } from "@rensa/core";

/**
 * Checks that plugins can be used beside the standard ops and each other. A standard op is no plugin's either: it would
 * say of graphs that they need the plugin.
 *
 * @param plugins - The plugins, whose ops must have names that no standard op and no other plugin has.
 *
 * @throws RensaError `OP_DUPLICATE` where a plugin has an op of the name of a standard one or of another plugin's;
 *   `PLUGIN_INVALID` where one requires another version of Rensa.
 *
 * @example
 * ```ts
 * import { definePlugin, defineOp } from "@rensa/core";
 * import { checkNames } from "@rensa/ops";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * await checkNames([definePlugin({ name: "my-plugin", version: "1.0.0", ops: { twice } })]);
 * ```
 */
export async function checkNames(plugins: readonly Plugin<OpCollection>[]): Promise<void> {
  if (plugins.length > 0) await (await import("./check-beside-standard.ts")).checkBesideStandard(plugins);
}
