/** The standard ops, beside which plugins are looked at. A file of its own, since it loads all of them. */
import { checkPlugins, type OpCollection, type Plugin } from "@rensa/core";
import { standardOps } from "./standard-ops.ts";

export function checkBesideStandard(plugins: readonly Plugin<OpCollection>[]): Promise<void> {
  return checkPlugins(standardOps, ...plugins);
}
