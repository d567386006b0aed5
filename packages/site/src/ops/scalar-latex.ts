/** The formula of an op on its page, from its definition itself, so that it is what the op computes. */
import type { Scalar } from "@rensa/core";
import { childrenOf } from "@rensa/core/compiler";
import { latexOf } from "../../../explain/src/formulas/print-scalar.ts";

/** More operations than a formula has that explains something. */
const mostOperations = 40;

/** A scalar as LaTeX; `null` where it is longer than a formula that explains something. */
export function scalarLatex(scalar: Scalar): string | null {
  if (operationsIn(scalar, new Map()) > mostOperations) return null;
  return latexOf(scalar, { name: nameLatex, number: numberLatex });
}

/** How many operations a formula writes out: what several of them share is written as often as it is used. */
function operationsIn(scalar: Scalar, known: Map<Scalar, number>): number {
  const before = known.get(scalar);
  if (before !== undefined) return before;
  const count = childrenOf(scalar).reduce((total, child) => total + operationsIn(child, known), 1);
  known.set(scalar, count);
  return count;
}

/** `x`, `\text{weights}`. */
function nameLatex(name: string): string {
  return name.length === 1 ? name : `\\mathrm{${name.replaceAll("_", "\\_")}}`;
}

/** Numbers that have a name in mathematics get it. */
function numberLatex(value: number): string {
  if (value === Math.PI) return "\\pi";
  if (value === Math.SQRT1_2) return "\\tfrac{1}{\\sqrt 2}";
  if (value === Math.sqrt(2 / Math.PI)) return "\\sqrt{2 / \\pi}";
  if (value === 2 / Math.sqrt(Math.PI)) return "\\tfrac{2}{\\sqrt\\pi}";
  if (value === Infinity) return "\\infty";
  if (value === -Infinity) return "-\\infty";
  const [mantissa = "", exponent] = String(value).split("e");
  return exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${exponent.replace("+", "")}}`;
}
