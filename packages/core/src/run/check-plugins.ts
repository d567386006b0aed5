/** Plugins that fit together. What looks at their ops is loaded only where somebody has plugins. */
import type { OpCollection, Plugin } from "../op/plugin.ts";

/**
 * Checks that plugins can be used together.
 *
 * @param plugins - The plugins, in the order in which they count.
 *
 * @throws RensaError `OP_DUPLICATE` where two define ops of one name; `PLUGIN_INVALID` where one requires another
 *   version of
 *   Rensa.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp } from "@rensa/core";
 * import { checkPlugins } from "@rensa/core/compiler";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * await checkPlugins({ name: "my-plugin", ops: [twice] });
 * ```
 */
export async function checkPlugins(...plugins: readonly Plugin<OpCollection>[]): Promise<void> {
  (await import("./kernel-overrides.ts")).checkTogether(plugins);
}
