/** The plugin: an op in each form, a rule and a kernel. */
import { definePlugin } from "@rensa/core";
import { bell } from "./bell.ts";
import { crest } from "./crest.ts";
import { echo } from "./echo.ts";
import { bells } from "./kernels.ts";
import { level } from "./level.ts";
import { evenBell } from "./rules.ts";
import { settle } from "./settle.ts";
import { spray } from "./spray.ts";

export { bell, crest, echo, level, settle, spray };

/** All of it as one value. */
export const tidePlugin = definePlugin({
  name: "rensa-plugin-tide",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { bell, level, echo, crest, spray, settle },
  rewrites: [evenBell],
  backends: { js: { bell: bells }, wasm: { bell: bells } },
});
