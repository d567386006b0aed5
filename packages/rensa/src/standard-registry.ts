/** The registry of all ops that come with Rensa. */
import type { OpCollection, Plugin } from "@rensa/core";
import { controlOps, registry, type Registry } from "@rensa/core/graph";
import { standardOps } from "@rensa/ops";

/**
 * The structural ops and those of control flow, those of `@rensa/ops`, and those of the given plugins.
 *
 * @param plugins - The plugins, in the order in which they count.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins define ops of one name; `PLUGIN_INVALID` where a plugin requires
 *   another version of Rensa.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { standardRegistry } from "rensa";
 *
 * console.log(standardRegistry().get("matmul").inputs); // ["a", "b"]
 * ```
 */
export function standardRegistry(...plugins: readonly Plugin<OpCollection>[]): Registry {
  return registry(controlOps, standardOps, ...plugins);
}
