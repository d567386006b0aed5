/** A plugin outside the packages: one op in each of the four forms, with nothing that a built-in op lacks. */
import { definePlugin } from "@rensa/core";
import { movingSum } from "./moving-sum.ts";
import { loudnessNorm } from "./loudness-norm.ts";
import { snake } from "./snake.ts";
import { rankRows, sortRows } from "./sort-rows.ts";

export { movingSum, rankRows, loudnessNorm, snake, sortRows };

/** The plugin, for registries. */
export const wavePlugin = definePlugin({
  name: "wave-plugin",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { snake, loudnessNorm, movingSum, sortRows, rankRows },
});
