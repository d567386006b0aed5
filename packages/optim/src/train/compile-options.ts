/** What all programs of a training are compiled with. */
import type { PluginDefinition, TypeTree } from "@rensa/core";
import type { TrainConfig } from "./config.ts";

/** The types of a training's state. */
export type StateTypes = Readonly<Record<"parameters" | "optimizer", TypeTree>>;

/** How a training's programs are compiled. */
export function compileOptions({
  backend,
  passes = [],
  plugins = [],
  checkFinite = false,
  checkIndices = false,
}: TrainConfig) {
  return { backend, passes, plugins, checkFinite, checkIndices, state: ["state"] };
}

/** Refuses plugins that a training or a predictor cannot be compiled with, as `compile` of `rensa` does. */
export async function expectNames(plugins: readonly PluginDefinition[] = []): Promise<void> {
  if (plugins.length > 0) (await import("./check-plugins.ts")).checkPlugins(plugins);
}
