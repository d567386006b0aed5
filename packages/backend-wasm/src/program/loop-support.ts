/** What programs with loops or branches need beside what all do: many a page has none, and need not load it. */
export { panelsBeforeLoops } from "../contraction/loop-panels.ts";
export { performControl } from "./control-steps.ts";
