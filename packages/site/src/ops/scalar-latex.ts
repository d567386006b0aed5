/** Scalar expressions as LaTeX, from the definition of an op itself, so that the formula on its page is what it computes. */
import type { Scalar } from "@rensa/core";
import { childrenOf, type Expression, type ScalarFunctionName } from "@rensa/core/compiler";

/** How tightly a formula holds together: what stands below what is wanted gets brackets. */
type Tightness = "choice" | "sum" | "sign" | "product" | "power" | "atom";

const order: readonly Tightness[] = ["choice", "sum", "sign", "product", "power", "atom"];

interface Formula {
  readonly text: string;
  readonly tightness: Tightness;
}

/** More operations than a formula has that explains something. */
const mostOperations = 40;

/** A scalar as LaTeX; `null` where it is longer than a formula that explains something. */
export function scalarLatex(scalar: Scalar): string | null {
  return operationsIn(scalar, new Map()) > mostOperations ? null : formulaOf(scalar).text;
}

/** How many operations a formula writes out: what several of them share is written as often as it is used. */
function operationsIn(scalar: Scalar, known: Map<Scalar, number>): number {
  const before = known.get(scalar);
  if (before !== undefined) return before;
  const count = childrenOf(scalar).reduce((total, child) => total + operationsIn(child, known), 1);
  known.set(scalar, count);
  return count;
}

function formulaOf({ expression }: Scalar): Formula {
  switch (expression.kind) {
    case "constant":
      return { text: numberLatex(expression.value), tightness: expression.value < 0 ? "sign" : "atom" };
    case "local":
      return { text: nameLatex(expression.name), tightness: "atom" };
    case "call":
      return callFormula(expression);
    default:
      return { text: `\\text{${expression.kind}}`, tightness: "atom" };
  }
}

function within(scalar: Scalar, least: Tightness): string {
  const { text, tightness } = formulaOf(scalar);
  return order.indexOf(tightness) < order.indexOf(least) ? `\\left(${text}\\right)` : text;
}

type Call = Expression & { readonly kind: "call" };

/** Prints a call of as many operands as it has; what looks at fewer ignores the others. */
type Printer = (a: Scalar, b: Scalar, c: Scalar) => Formula;

function infix(tightness: Tightness, sign: string, right: Tightness = tightness): Printer {
  return (a, b) => ({ text: `${within(a, tightness)} ${sign} ${within(b, right)}`, tightness });
}

function applied(name: string, operands = 1): Printer {
  return (...inputs) => ({
    text: `${name}\\left(${inputs
      .slice(0, operands)
      .map((each) => formulaOf(each).text)
      .join(", ")}\\right)`,
    tightness: "atom",
  });
}

function word(name: string, operands?: number): Printer {
  return applied(`\\operatorname{${name}}`, operands);
}

const printers: Readonly<Record<ScalarFunctionName, Printer>> = {
  add: infix("sum", "+"),
  sub: infix("sum", "-", "product"),
  mul: infix("product", "\\cdot"),
  div: (a, b) => ({ text: `\\frac{${formulaOf(a).text}}{${formulaOf(b).text}}`, tightness: "atom" }),
  rem: infix("product", "\\bmod", "power"),
  neg: (a) => ({ text: `-${within(a, "product")}`, tightness: "sign" }),
  abs: (a) => ({ text: `\\left|${formulaOf(a).text}\\right|`, tightness: "atom" }),
  sign: word("sign"),
  min: word("min", 2),
  max: word("max", 2),
  pow: (a, b) => ({ text: `${within(a, "atom")}^{${formulaOf(b).text}}`, tightness: "power" }),
  sqrt: (a) => ({ text: `\\sqrt{${formulaOf(a).text}}`, tightness: "atom" }),
  exp: (a) => ({ text: `e^{${formulaOf(a).text}}`, tightness: "power" }),
  expm1: (a) => ({ text: `e^{${formulaOf(a).text}} - 1`, tightness: "sum" }),
  log: applied("\\ln"),
  log1p: (a) => ({ text: `\\ln\\left(1 + ${formulaOf(a).text}\\right)`, tightness: "atom" }),
  sin: applied("\\sin"),
  cos: applied("\\cos"),
  tan: applied("\\tan"),
  asin: applied("\\arcsin"),
  acos: applied("\\arccos"),
  atan: applied("\\arctan"),
  atan2: word("atan2", 2),
  sinh: applied("\\sinh"),
  cosh: applied("\\cosh"),
  tanh: applied("\\tanh"),
  asinh: word("arsinh"),
  acosh: word("arcosh"),
  atanh: word("artanh"),
  erf: word("erf"),
  floor: (a) => ({ text: `\\left\\lfloor ${formulaOf(a).text} \\right\\rfloor`, tightness: "atom" }),
  ceil: (a) => ({ text: `\\left\\lceil ${formulaOf(a).text} \\right\\rceil`, tightness: "atom" }),
  trunc: word("trunc"),
  round: word("round"),
  lt: infix("choice", "<", "sum"),
  le: infix("choice", "\\le", "sum"),
  eq: infix("choice", "=", "sum"),
  ne: infix("choice", "\\ne", "sum"),
  isFinite: word("isFinite"),
  and: infix("choice", "\\wedge", "sum"),
  or: infix("choice", "\\vee", "sum"),
  xor: infix("choice", "\\oplus", "sum"),
  not: (a) => ({ text: `\\neg ${within(a, "atom")}`, tightness: "sign" }),
  shiftLeft: infix("product", "\\ll", "power"),
  shiftRight: infix("product", "\\gg", "power"),
  select: (condition, a, b) => ({
    text: `\\begin{cases} ${formulaOf(a).text} & \\text{if } ${formulaOf(condition).text} \\\\ ${formulaOf(b).text} & \\text{otherwise} \\end{cases}`,
    tightness: "choice",
  }),
  convert: (a) => formulaOf(a),
};

function callFormula({ name, inputs }: Call): Formula {
  const [a, b = a, c = b] = inputs;
  if (a === undefined || b === undefined || c === undefined) return { text: `\\text{${name}}`, tightness: "atom" };
  return printers[name](a, b, c);
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
