/** Scalar expressions as a textbook writes them, in text and in LaTeX. */
import type { Scalar } from "@rensa/core";
import { latexNumber, latexLabel, textNumber, visible } from "./write.ts";

/** How tightly what is written holds together. */
const [loose, sum, product, power, tight] = [0, 1, 2, 3, 4] as const;

interface Written {
  readonly text: string;
  readonly binding: number;
}

type Call = readonly [name: string, inputs: readonly Scalar[]];

/** A way of writing. */
interface Writing {
  readonly number: (value: number) => string;
  readonly name: (label: string) => string;
  readonly times: string;
  readonly quotient: (above: Written, below: Written) => Written;
  readonly power: (base: string, exponent: Written) => string;
  readonly group: (text: string) => string;
  readonly apply: (name: string, inputs: readonly string[]) => string;
  readonly choice: (condition: string, yes: string, no: string) => string;
  readonly relations: Readonly<Record<string, string>>;
  /** Functions that have a sign of their own, of what they are applied to. */
  readonly signs: Readonly<Record<string, (input: string) => Written>>;
}

const plain: Writing = {
  number: textNumber,
  name: visible,
  times: " · ",
  quotient: (above, below) => ({
    text: `${within(above, product, plain)} / ${within(below, power, plain)}`,
    binding: product,
  }),
  power: (base, exponent) => `${base}^${within(exponent, tight, plain)}`,
  group: (text) => `(${text})`,
  apply: (name, inputs) => `${name}(${inputs.join(", ")})`,
  choice: (condition, yes, no) => `${yes} if ${condition} else ${no}`,
  relations: { lt: "<", le: "≤", eq: "=", ne: "≠", and: "and", or: "or" },
  signs: {},
};

/** What LaTeX, or a textbook, calls functions otherwise than the library; of others the name stands upright. */
const latexNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max"].map((name) => [name, `\\${name}`])),
  log: "\\ln",
  asin: "\\arcsin",
  acos: "\\arccos",
  atan: "\\arctan",
  asinh: "\\operatorname{arsinh}",
  acosh: "\\operatorname{arcosh}",
  atanh: "\\operatorname{artanh}",
};

const latex: Writing = {
  number: latexNumber,
  name: latexLabel,
  times: " \\cdot ",
  quotient: (above, below) => ({ text: `\\frac{${above.text}}{${below.text}}`, binding: tight }),
  power: (base, exponent) => `${base}^{${exponent.text}}`,
  group: (text) => `\\left(${text}\\right)`,
  apply: (name, inputs) => `${latexNames[name] ?? `\\operatorname{${name}}`}\\left(${inputs.join(", ")}\\right)`,
  choice: (condition, yes, no) => `\\begin{cases}${yes} & \\text{if } ${condition}\\\\${no} & \\text{else}\\end{cases}`,
  relations: { lt: "<", le: "\\le", eq: "=", ne: "\\ne", and: "\\land", or: "\\lor", xor: "\\oplus" },
  signs: {
    sqrt: (input) => ({ text: `\\sqrt{${input}}`, binding: tight }),
    exp: (input) => ({ text: `e^{${input}}`, binding: power }),
    expm1: (input) => ({ text: `e^{${input}} - 1`, binding: sum }),
    log1p: (input) => ({ text: `\\ln\\left(1 + ${input}\\right)`, binding: tight }),
    abs: (input) => ({ text: `\\left|${input}\\right|`, binding: tight }),
    not: (input) => ({ text: `\\neg\\left(${input}\\right)`, binding: tight }),
    floor: (input) => ({ text: `\\left\\lfloor ${input} \\right\\rfloor`, binding: tight }),
    ceil: (input) => ({ text: `\\left\\lceil ${input} \\right\\rceil`, binding: tight }),
  },
};

/** An expression as text: `1 - tanh(a)^2`. */
export function textOf(scalar: Scalar): string {
  return written(scalar, plain).text;
}

/**
 * An expression in LaTeX.
 *
 * @param own - How names and numbers are written. Default: names as words, numbers in six digits.
 */
export function latexOf(scalar: Scalar, own: Partial<Pick<Writing, "name" | "number">> = {}): string {
  return written(scalar, { ...latex, ...own }).text;
}

function written({ expression }: Scalar, way: Writing): Written {
  switch (expression.kind) {
    case "constant":
      return { text: way.number(expression.value), binding: expression.value < 0 ? sum : tight };
    case "local":
      return { text: way.name(expression.name), binding: tight };
    case "call":
      return callText([expression.name, expression.inputs], way);
    default:
      // Elements of scalar ops are made of constants, variables and calls.
      return { text: way.apply("f", []), binding: tight };
  }
}

function callText([name, inputs]: Call, way: Writing): Written {
  const [a, b, c] = inputs;
  if (a === undefined) return { text: way.apply(name, []), binding: tight };
  if (name === "convert") return written(a, way);
  const sign = b === undefined ? way.signs[name] : undefined;
  if (sign !== undefined) return sign(written(a, way).text);
  if (name === "neg") return { text: `-${within(written(a, way), product, way)}`, binding: sum };
  if (name === "select" && b !== undefined && c !== undefined) {
    const [condition, yes, no] = [written(a, way), written(b, way), written(c, way)];
    return { text: way.choice(condition.text, within(yes, sum, way), within(no, sum, way)), binding: loose };
  }
  const [negated, kept] = name === "add" ? (negatedOf(a) === null ? [b && negatedOf(b), a] : [negatedOf(a), b]) : [];
  if (negated && kept !== undefined) return callText(["sub", [kept, negated]], way);
  if (b === undefined || name === "min" || name === "max" || name === "rem" || name === "atan2") {
    return {
      text: way.apply(
        name,
        inputs.map((input) => written(input, way).text),
      ),
      binding: tight,
    };
  }
  return (
    pairText(name, written(a, way), written(b, way), way) ?? {
      text: way.apply(
        name,
        inputs.map((each) => written(each, way).text),
      ),
      binding: tight,
    }
  );
}

/** What a negation negates. */
function negatedOf({ expression }: Scalar): Scalar | null {
  return expression.kind === "call" && expression.name === "neg" ? (expression.inputs[0] ?? null) : null;
}

function pairText(name: string, a: Written, b: Written, way: Writing): Written | null {
  switch (name) {
    case "add":
      if (a.text === "0") return b;
      if (b.text === "0") return a;
      if (a.text === b.text)
        return { text: `${way.number(2)}${way.times}${within(a, product, way)}`, binding: product };
      return { text: `${within(a, sum, way)} + ${within(b, product, way)}`, binding: sum };
    case "sub":
      return { text: `${within(a, sum, way)} - ${within(b, product, way)}`, binding: sum };
    case "mul":
      if (a.text === b.text)
        return { text: way.power(within(a, tight, way), { text: way.number(2), binding: tight }), binding: power };
      if (a.text === "0" || b.text === "0") return { text: "0", binding: tight };
      if (a.text === "1") return b;
      if (b.text === "1") return a;
      return { text: `${within(a, product, way)}${way.times}${within(b, product, way)}`, binding: product };
    case "div":
      return b.text === "1" ? a : way.quotient(a, b);
    case "pow":
      return { text: way.power(within(a, tight, way), b), binding: power };
    default: {
      const relation = way.relations[name];
      return relation === undefined
        ? null
        : { text: `${within(a, sum, way)} ${relation} ${within(b, sum, way)}`, binding: loose };
    }
  }
}

/** In parentheses, where what stands around it would take it apart. */
function within({ text, binding }: Written, least: number, way: Writing): string {
  return binding < least ? way.group(text) : text;
}
