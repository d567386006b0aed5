/** A valid call of every function of `@rensa/explain`. */
import { f64, trace } from "@rensa/core";
import * as explain from "@rensa/explain";
import { mul, sum } from "@rensa/ops";
import type { Calls } from "./mistakes.ts";

const traced = trace({ w: f64(2) }, ({ w }) => sum(mul(w, w)));
const options = { inputs: { w: [1, 2] }, weight: "w" };
const found = explain.explain(traced, options);

export const explainCalls: Calls = {
  explain: () => [traced, options],
  formatExplanation: () => [found, {}],
  printExplanationDot: () => [found, {}],
  printExplanationLatex: () => [found, {}],
  printExplanationMermaid: () => [found, {}],
  drawExplanation: () => [found, {}],
  drawGraph: () => [traced, {}],
};
