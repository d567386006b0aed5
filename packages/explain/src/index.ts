/**
 * Gradients explained: a derivative as the sum over the paths from a weight to the loss, with the factors and formulas of every
 * step; as data, as text, LaTeX, Mermaid and DOT, and as pictures.
 *
 * @packageDocumentation
 */
export type { AnyTraced } from "./asked.ts";
export { explain, type ExplainOptions } from "./explain.ts";
export type { ExplainedValue, Explanation, GradientPath, PathStep } from "./explanation.ts";
export { formatExplanation, type FormatExplanationOptions } from "./print/format-explanation.ts";
export {
  printExplanationDot,
  printExplanationLatex,
  printExplanationMermaid,
  type PrintExplanationOptions,
} from "./print/print-languages.ts";
export { drawExplanation, type DrawExplanationOptions } from "./draw/draw-explanation.ts";
export { drawGraph, type DrawGraphOptions } from "./draw/draw-graph.ts";
