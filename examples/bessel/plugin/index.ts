/** The plugin: ops, a rule, and a kernel by hand for both backends. */
import { definePlugin, rule, type Rule } from "@rensa/core";
import { besselJ } from "./bessel-j.ts";
import { drumMode } from "./drum-mode.ts";
import { besselKernel } from "./recurrence.ts";
import { neg } from "@rensa/ops";

export { besselJ } from "./bessel-j.ts";
export { drumMode, modeGuesses } from "./drum-mode.ts";
export { besselByRecurrence } from "./recurrence.ts";
export { rootSolve, type RootSolveConfig } from "./root-solve.ts";

/** J_n(-x) = (-1)^n J_n(x): the minus goes, or moves outward, where it may meet another. */
const parity: Rule = rule(
  "J_n(-x) -> (-1)^n J_n(x)",
  { op: besselJ, inputs: [{ op: neg, inputs: ["x"] }], as: "outer" },
  ({ x }, _node, { outer }) => {
    const { order, points } = outer.attributes as { readonly order: number; readonly points: number };
    const positive = besselJ(x, { order, points });
    return order % 2 === 0 ? positive : neg(positive);
  },
);

/** Bessel functions and the modes of a drum. */
export const besselPlugin = definePlugin({
  name: "rensa-plugin-bessel",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { besselJ, drumMode },
  rewrites: [parity],
  backends: { js: { besselJ: besselKernel }, wasm: { besselJ: besselKernel } },
});
