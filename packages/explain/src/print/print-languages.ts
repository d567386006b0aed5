/** An explanation in LaTeX, Mermaid and DOT. */
import { checkOptions } from "@rensa/core";
import type { Explanation, GradientPath, PathStep } from "../explanation.ts";
import { latexLabel, latexNumber, visible } from "../formulas/write.ts";
import { checkDigits, checkExplanation, labelAt, numberText } from "./format-explanation.ts";

/** How numbers are written. */
export interface PrintExplanationOptions {
  /** Significant digits, from 1 to 17. Default: 4. */
  readonly digits?: number;
}

/**
 * An explanation in LaTeX (KaTeX shows it): the derivative as a sum of products, first in symbols, then in formulas, then in numbers.
 *
 * @param explanation - What `explain` returned.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { explain, printExplanationLatex } from "@rensa/explain";
 * import { square } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * const traced = trace({ w: f64() }, ({ w }) => square(w));
 * console.log(printExplanationLatex(explain(traced, { inputs: { w: 3 }, weight: "w" })));
 * // \begin{aligned}
 * // \frac{\partial \text{loss}}{\partial \text{w}}
 * // &= \frac{\partial \text{loss}}{\partial \text{w}} \\
 * // &= 2 \cdot \text{w} \\
 * // &= 6
 * // \end{aligned}
 * ```
 */
export function printExplanationLatex(explanation: Explanation, options: PrintExplanationOptions = {}): string {
  const digits = checked("printExplanationLatex", explanation, options);
  const { weight, loss, paths, rest, gradient, level } = explanation;
  const others = (text: string): readonly string[] => (rest.count === "0" ? [] : [text]);
  const symbols = paths.map((path) => productOf(path, (step) => fractionText(explanation, step)));
  const sums = [[...symbols, ...others("\\cdots")]];
  if (level === "scalars") {
    const formulas = paths.map((path) => productOf(path, (step) => step.latex ?? fractionText(explanation, step)));
    sums.push([...formulas, ...others("\\cdots")]);
  }
  const numbers = paths.map(({ contribution }) => latexNumber(Number(contribution.toPrecision(digits))));
  if (numbers.length > 1 || rest.count !== "0") {
    sums.push([...numbers, ...others(latexNumber(Number(rest.sum.toPrecision(digits))))]);
  }
  const written = sums.map((terms) => (terms.length === 0 ? "0" : terms.join(" + ").replaceAll("+ -", "- ")));
  const lines = [...written, latexNumber(Number(gradient.toPrecision(digits)))].map((line) => `&= ${line}`);
  const head = `\\frac{\\partial ${latexLabel(loss.label)}}{\\partial ${latexLabel(weight.label)}}`;
  return ["\\begin{aligned}", head, lines.join(" \\\\\n"), "\\end{aligned}"].join("\n");
}

/** The steps of a path from the loss to the weight, as the chain rule is written. */
function productOf({ steps }: GradientPath, write: (step: PathStep) => string): string {
  if (steps.length === 0) return "1";
  return steps
    .toReversed()
    .map((step) => {
      const text = write(step);
      // A sum, or what begins with a sign, keeps together as a factor.
      return steps.length > 1 && / [+-] |^-/.test(text) ? `\\left(${text}\\right)` : text;
    })
    .join(" \\cdot ");
}

function fractionText({ values }: Explanation, { from, to }: PathStep): string {
  const [above, below] = [values[to]?.label ?? "?", values[from]?.label ?? "?"];
  return `\\frac{\\partial ${latexLabel(above)}}{\\partial ${latexLabel(below)}}`;
}

/**
 * The listed paths as a Mermaid flowchart, which Markdown pages draw: from the weight to the loss, with the factor on every arrow.
 *
 * @param explanation - What `explain` returned.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { explain, printExplanationMermaid } from "@rensa/explain";
 * import { square } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * const traced = trace({ w: f64() }, ({ w }) => square(w));
 * console.log(printExplanationMermaid(explain(traced, { inputs: { w: 3 }, weight: "w" })));
 * // flowchart LR
 * //   v0["w = 3"]
 * //   v1["loss = 9"]
 * //   v0 -- "square: 6" --> v1
 * ```
 */
export function printExplanationMermaid(explanation: Explanation, options: PrintExplanationOptions = {}): string {
  const digits = checked("printExplanationMermaid", explanation, options);
  const nodes = [...explanation.values.keys()].map(
    (at) => `v${String(at)}["${mermaidText(valueText(explanation, at, digits))}"]`,
  );
  const edges = distinctSteps(explanation).map(
    (step) => `v${String(step.from)} -- "${mermaidText(factorText(step, digits))}" --> v${String(step.to)}`,
  );
  return ["flowchart LR", ...[...nodes, ...edges].map((line) => `  ${line}`)].join("\n");
}

/**
 * The listed paths in DOT, the language of Graphviz, with the factor on every arrow.
 *
 * @param explanation - What `explain` returned.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { explain, printExplanationDot } from "@rensa/explain";
 * import { square } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * const traced = trace({ w: f64() }, ({ w }) => square(w));
 * console.log(printExplanationDot(explain(traced, { inputs: { w: 3 }, weight: "w" })));
 * // digraph {
 * //   rankdir=LR
 * //   v0 [label="w = 3"]
 * //   v1 [label="loss = 9"]
 * //   v0 -> v1 [label="square: 6"]
 * // }
 * ```
 */
export function printExplanationDot(explanation: Explanation, options: PrintExplanationOptions = {}): string {
  const digits = checked("printExplanationDot", explanation, options);
  const nodes = [...explanation.values.keys()].map(
    (at) => `v${String(at)} [label=${dotText(valueText(explanation, at, digits))}]`,
  );
  const edges = distinctSteps(explanation).map(
    (step) => `v${String(step.from)} -> v${String(step.to)} [label=${dotText(factorText(step, digits))}]`,
  );
  return ["digraph {", ...["rankdir=LR", ...nodes, ...edges].map((line) => `  ${line}`), "}"].join("\n");
}

/** The steps of the listed paths, each once. Two reads of one value by one op are two steps. */
export function distinctSteps({ paths }: Explanation): readonly PathStep[] {
  const found = new Map<string, PathStep>();
  for (const step of paths.flatMap(({ steps }) => steps)) {
    found.set(stepKey(step), step);
  }
  return [...found.values()];
}

/** By which steps are told apart. */
export function stepKey({ from, to, position }: PathStep): string {
  return [from, to, position].join(" ");
}

/** A value with its name, and its number where it has one. */
function valueText(explanation: Explanation, at: number, digits: number): string {
  const value = explanation.values[at]?.value ?? null;
  const label = labelAt(explanation, at);
  return value === null ? label : `${label} = ${numberText(value, digits)}`;
}

/** An op with the factor of its step. */
export function factorText({ op, factor }: PathStep, digits: number): string {
  return `${visible(op)}: ${numberText(factor, digits)}`;
}

function checked(who: string, explanation: Explanation, options: PrintExplanationOptions): number {
  checkExplanation(who, explanation);
  checkOptions(who, options, ["digits"]);
  const { digits = 4 } = options;
  checkDigits(who, digits);
  return digits;
}

/** Mermaid reads a text in quotes as HTML and Markdown: what they read otherwise is written by its number. */
function mermaidText(text: string): string {
  return visible(text).replaceAll(/["#;&<>`*_[\](){}|\\~]/g, (sign) => `#${String(sign.codePointAt(0))};`);
}

/** A text in quotes, as DOT reads them. */
function dotText(text: string): string {
  return `"${visible(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
