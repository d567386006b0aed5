/** The ops of control flow, for registries: a graph that is loaded may hold them. */
import type { Plugin } from "../op/plugin.ts";
import { checkpoint } from "./checkpoint.ts";
import { cond } from "./cond.ts";
import { rematerialize } from "../differentiate/rematerialize.ts";
import { scan } from "./scan.ts";
import { whileLoop } from "./while-loop.ts";

/** Loops, branches and checkpoints. */
export const controlOps = {
  name: "@rensa/core/control",
  ops: [scan, cond, whileLoop, checkpoint, rematerialize],
} as const satisfies Plugin;
