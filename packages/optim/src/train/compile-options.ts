/** What all programs of a training are compiled with. */
import type { TypeTree } from "@rensa/core";
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
