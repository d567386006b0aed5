/** What compiling loops and branches takes: loaded where a graph has some, so that a page without them does not carry it. */
export { optimizeInside } from "../passes/optimize.ts";
export { ControlPlanner } from "./plan-control.ts";
