/** What compiling loops and branches takes: loaded where a graph has some, so that a page without them does not carry it. */
export { optimiseInside } from "../passes/optimise.ts";
export { ControlPlanner } from "./plan-control.ts";
