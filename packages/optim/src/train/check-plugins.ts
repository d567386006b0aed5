/** The names of a training's plugins. Loaded only where there are some, since it loads all standard ops. */
import { controlOps, registry, type PluginDefinition } from "@rensa/core";
import { standardOps } from "@rensa/ops";

/** Refuses plugins that have an op of the name of a standard one or of each other's, `OP_DUPLICATE`. */
export function checkPlugins(plugins: readonly PluginDefinition[]): void {
  registry(controlOps, standardOps, ...plugins);
}
