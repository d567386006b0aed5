/** Whether a plugin works with this Rensa. */
import { checkParts } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { rensaVersion } from "./rensa-version.ts";
import { satisfies } from "./version.ts";
import type { OpCollection, Plugin } from "./plugin.ts";

/** Refuses a plugin that needs another Rensa than this, `PLUGIN_INVALID`. */
export function checkRequirement(plugin: Plugin<OpCollection>): void {
  checkParts("The plugin", plugin, "name", "ops");
  const { name, version, requires } = plugin;
  const range = requires?.rensa;
  if (range === undefined || satisfies(rensaVersion, range)) return;
  const given = version === undefined ? `"${name}"` : `"${name}" ${version}`;
  throw new RensaError(
    "PLUGIN_INVALID",
    `The plugin ${given} requires rensa ${range} and this is ${rensaVersion}; install versions of the two that fit.`,
  );
}
