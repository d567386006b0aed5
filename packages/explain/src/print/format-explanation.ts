/** An explanation in words and numbers, for people. */
import { checkOptions, checkParts, refuseArgument } from "@rensa/core";
import type { Explanation, GradientPath, PathStep } from "../explanation.ts";
import { visible } from "../formulas/write.ts";

/** How an explanation is written. */
export interface FormatExplanationOptions {
  /** A line for each step, with its formula and factor. Default: false. */
  readonly steps?: boolean;
  /** Significant digits, from 1 to 17. Default: 4. */
  readonly digits?: number;
}

/**
 * An explanation as text: the derivative, then a line for each path with what it contributes, and its share of the sum.
 *
 * @param explanation - What `explain` returned.
 *
 * @throws RensaError `ARGUMENT_INVALID` for what `explain` did not return, and for options.
 *
 * @example
 * ```ts
 * import { explain, formatExplanation } from "@rensa/explain";
 * import { add, mul, square } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * // y = (w1 x1 + w2 x2)^2 at x = (1, -1.5)
 * const traced = trace({ w1: f64(), w2: f64() }, ({ w1, w2 }) => {
 *   const s = add(mul(w1, 1), mul(w2, -1.5));
 *   return { loss: square(s), s };
 * });
 * const found = explain(traced, { inputs: { w1: 3, w2: -1 }, weight: "w2" });
 * console.log(formatExplanation(found, { steps: true }));
 * // ∂loss/∂w2 = -13.5 over 1 path
 * //   -13.5 (100 %)  w2 → mul_3 → s → loss
 * //     ∂mul_3/∂w2 = -1.5
 * //     ∂s/∂mul_3 = 1
 * //     ∂loss/∂s = 2 · s = 9
 * ```
 */
export function formatExplanation(explanation: Explanation, options: FormatExplanationOptions = {}): string {
  checkExplanation("formatExplanation", explanation);
  checkOptions("formatExplanation", options, ["steps", "digits"]);
  const { steps = false, digits = 4 } = options;
  checkDigits("formatExplanation", digits);
  const { weight, loss, gradient, count, paths, rest, isLargest } = explanation;
  const head = `∂${visible(loss.label)}/∂${visible(weight.label)} = ${numberText(gradient, digits)} over ${pathsText(count)}`;
  const amounts = paths.map((path) => amountText(path, digits));
  const width = Math.max(0, ...amounts.map(({ length }) => length));
  const lines = paths.flatMap((path, at) => [
    `  ${(amounts[at] ?? "").padStart(width)}  ${wayText(explanation, path)}`,
    ...(steps ? path.steps.map((step) => `    ${stepText(explanation, step, digits)}`) : []),
  ]);
  const others = rest.count === "0" ? [] : [`  ${numberText(rest.sum, digits)} in ${othersText(rest.count)}`];
  const doubt = isLargest ? [] : ["  (not all paths were followed: there may be larger ones)"];
  return [head, ...lines, ...others, ...doubt, ...remainderLines(explanation, digits)].join("\n");
}

/** Refuses what is no explanation. */
export function checkExplanation(who: string, explanation: unknown): void {
  checkParts(`${who}: the explanation`, explanation, "weight", "loss", "paths", "values", "rest");
}

/** Refuses a number of digits that JavaScript cannot write. */
export function checkDigits(who: string, digits: number): void {
  if (!Number.isInteger(digits) || digits < 1 || digits > 17) {
    refuseArgument(`${who}: digits`, digits, "a whole number from 1 to 17");
  }
}

/** A number in so many significant digits, without zeros at its end. */
export function numberText(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** The label of a value of an explanation. */
export function labelAt({ values }: Explanation, place: number): string {
  return visible(values[place]?.label ?? "?");
}

/** The places over which a path leads, from the weight to the loss. */
export function placesOf({ steps }: GradientPath): readonly number[] {
  const [first] = steps;
  return first === undefined ? [] : [first.from, ...steps.map(({ to }) => to)];
}

/** A contribution and its share. */
export function amountText({ contribution, share }: GradientPath, digits: number): string {
  const part = share === null ? "" : ` (${numberText(share * 100, 2)} %)`;
  return numberText(contribution, digits) + part;
}

function wayText(explanation: Explanation, path: GradientPath): string {
  const places = placesOf(path);
  return places.length === 0 ? "the weight is the loss" : places.map((at) => labelAt(explanation, at)).join(" → ");
}

function stepText(explanation: Explanation, { from, to, op, factor, formula }: PathStep, digits: number): string {
  const derivative = `∂${labelAt(explanation, to)}/∂${labelAt(explanation, from)}`;
  const number = numberText(factor, digits);
  if (explanation.level === "scalars") {
    return [derivative, formula === number ? null : formula, number].filter((part) => part !== null).join(" = ");
  }
  const through = formula === null ? visible(op) : `${visible(op)}: ${formula}`;
  return `${derivative} by ${through}; the cotangent's norm times ${number}`;
}

function remainderLines({ gradient, sum, remainder, paths }: Explanation, digits: number): readonly string[] {
  const scale = paths.reduce((total, { contribution }) => total + Math.abs(contribution), Math.abs(sum));
  if (Math.abs(remainder) <= 1e-9 * scale || Object.is(gradient, sum)) return [];
  return [`  ${numberText(remainder, digits)} is no sum over paths: a vjp on the way is not linear, or 0 met infinity`];
}

function pathsText(count: string): string {
  return count === "1" ? "1 path" : `${largeText(count)} paths`;
}

function othersText(count: string): string {
  return count === "1" ? "1 other path" : `${largeText(count)} other paths`;
}

/** A whole number that may have hundreds of digits. */
function largeText(count: string): string {
  if (count.length <= 15) return count.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const [digits = "", exponent] = Number(count.slice(0, 15)).toExponential(2).split("e");
  return `${digits}e${String(Number(exponent) + count.length - 15)}`;
}
