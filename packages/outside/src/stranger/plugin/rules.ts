/** Rewrite rules of the plugin. */
import { rule } from "@rensa/core";
import { neg } from "@rensa/ops";
import { bell } from "./bell.ts";

/** A bell is even. */
export const evenBell = rule(
  "bell(-x) -> bell(x)",
  { op: bell, inputs: [{ op: neg, inputs: ["x"] }] },
  ({ x }, { attributes }) => bell(x, { width: Number(attributes["width"]) }),
);
