/** That no op of a plugin has the name of a standard one. */
import { RensaError, type OpCollection, type Plugin } from "@rensa/core";
import { checkPlugins } from "@rensa/core/compiler";
import { opNames } from "./lists/op-names.ts";

/** Checks plugins against each other, and then against the names that are taken. */
export async function checkBesideStandard(plugins: readonly Plugin<OpCollection>[]): Promise<void> {
  await checkPlugins(...plugins);
  for (const { name: plugin, ops } of plugins) {
    for (const { definition } of Object.values(ops)) {
      if (!opNames.has(definition.name)) continue;
      throw new RensaError(
        "OP_DUPLICATE",
        `The plugins "@rensa/ops" and "${plugin}" both define an op "${definition.name}"; rename one of them.`,
        { op: definition.name },
      );
    }
  }
}
