/** The JavaScript of every scalar function: an exhaustive table, so that none can be missing. */
import { dtypes, formatGiven, isFloat, RensaError, type DType } from "@rensa/core";
import {
  divideIntegers,
  errorFunction,
  flooredRemainder,
  remainderOfFloats,
  remainderOfIntegers,
  roundHalfEven,
  type ScalarFunctionName,
} from "@rensa/core/compiler";

/** What emitted code calls by the name `runtime`: functions that JavaScript has no operator for. */
export const runtime = {
  erf: errorFunction,
  roundHalfEven,
  flooredRemainder,
  divideIntegers,
  remainderOfFloats,
  remainderOfIntegers,
} as const;

/** Code of an application, from the code of its arguments. `dtype` is the dtype of the last of these. */
type Code = (inputs: readonly [string, string, string], dtype: DType) => string;

const math =
  (name: keyof Math & string): Code =>
  ([a]) =>
    `Math.${name}(${bare(a)})`;
const math2 =
  (name: keyof Math & string): Code =>
  ([a, b]) =>
    `Math.${name}(${bare(a)}, ${bare(b)})`;
const infix =
  (operator: string): Code =>
  ([a, b]) =>
    `(${a} ${operator} ${b})`;
const test = (name: keyof typeof tests): Code => {
  return ([a, b]) => `(${tests[name]([a, b, ""])} ? 1 : 0)`;
};

/** Scalar functions that are conditions, as JavaScript booleans. */
const tests = {
  lt: ([a, b]) => `${a} < ${b}`,
  le: ([a, b]) => `${a} <= ${b}`,
  eq: ([a, b]) => `${a} === ${b}`,
  ne: ([a, b]) => `${a} !== ${b}`,
  isFinite: ([a]) => `Number.isFinite(${bare(a)})`,
} as const satisfies Partial<Record<ScalarFunctionName, (inputs: readonly [string, string, string]) => string>>;

const codes: { readonly [F in ScalarFunctionName]: Code } = {
  add: infix("+"),
  sub: infix("-"),
  // A product of two i32 can need 62 bits, of which a double would lose the low ones.
  mul: (inputs, dtype) => (isFloat(dtype) ? infix("*")(inputs, dtype) : math2("imul")(inputs, dtype)),
  div: (inputs, dtype) => (isFloat(dtype) ? infix("/")(inputs, dtype) : helper("divideIntegers", inputs)),
  rem: (inputs, dtype) => helper(isFloat(dtype) ? "remainderOfFloats" : "remainderOfIntegers", inputs),
  neg: ([a]) => `(-${a})`,
  abs: math("abs"),
  sign: math("sign"),
  min: math2("min"),
  max: math2("max"),
  pow: math2("pow"),
  sqrt: math("sqrt"),
  exp: math("exp"),
  expm1: math("expm1"),
  log: math("log"),
  log1p: math("log1p"),
  sin: math("sin"),
  cos: math("cos"),
  tan: math("tan"),
  asin: math("asin"),
  acos: math("acos"),
  atan: math("atan"),
  atan2: math2("atan2"),
  sinh: math("sinh"),
  cosh: math("cosh"),
  tanh: math("tanh"),
  asinh: math("asinh"),
  acosh: math("acosh"),
  atanh: math("atanh"),
  erf: ([a]) => `runtime.erf(${bare(a)})`,
  floor: math("floor"),
  ceil: math("ceil"),
  trunc: math("trunc"),
  round: ([a]) => `runtime.roundHalfEven(${bare(a)})`,
  lt: test("lt"),
  le: test("le"),
  eq: test("eq"),
  ne: test("ne"),
  isFinite: test("isFinite"),
  and: infix("&"),
  or: infix("|"),
  xor: infix("^"),
  not: ([a], dtype) => (dtype === "bool" ? `(${a} === 0 ? 1 : 0)` : `(~${a})`),
  shiftLeft: infix("<<"),
  shiftRight: infix(">>>"),
  select: ([a, b, c]) => `(${a} === 0 ? ${c} : ${b})`,
  convert: ([a]) => a,
};

/** Functions of integers whose results need no wrapping: they lie between their arguments, or are 0 or 1. */
const closed: ReadonlySet<ScalarFunctionName> = new Set([
  ...(["min", "max", "select", "and", "or", "xor"] as const),
  ...(["lt", "le", "eq", "ne", "isFinite"] as const),
]);

/**
 * The JavaScript expression of a scalar function's application, from the code of its arguments.
 *
 * @example
 * ```js
 * scalarCode("add", ["a", "b"], "i32", "i32"); // "((a + b) | 0)"
 * ```
 */
export function scalarCode(
  name: ScalarFunctionName,
  inputs: readonly string[],
  inputDType: DType,
  dtype: DType,
): string {
  const [a = "0", b = "0", c = "0"] = inputs;
  if (!Object.hasOwn(codes, name)) throw notFunction(name);
  const code = codes[name]([a, b, c], inputDType);
  if (name === "convert" && inputDType === "f64" && dtype === "f32") return `Math.fround(${bare(code)})`;
  if (name === "convert" && isFloat(inputDType)) {
    if (dtype === "i32") return `(Math.max(-2147483648, Math.min(2147483647, ${bare(code)})) | 0)`;
    if (dtype === "u8") return `(Math.max(0, Math.min(255, ${bare(code)})) | 0)`;
  }
  return closed.has(name) ? code : wrap(code, dtype);
}

/** The JavaScript condition of a comparison; `undefined` for other functions. */
export function conditionCode(name: ScalarFunctionName, inputs: readonly string[]): string | undefined {
  const [a = "0", b = "0"] = inputs;
  return isTest(name) ? tests[name]([a, b, ""]) : undefined;
}

/** A number as a literal that reads back as itself. */
export function numberCode(value: number): string {
  if (typeof value !== "number") throw notNumber(value);
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? "-0" : String(value)})` : String(value);
}

/**
 * A whole number as a literal: an extent, a coefficient, a bound.
 *
 * @throws RensaError `OP_INVALID` where it is none. Nothing but numbers may become code.
 */
export function integerCode(value: number): string {
  if (!Number.isInteger(value)) throw notNumber(value);
  return String(value);
}

/** Types say that this cannot be; attributes of untyped callers and files have no types. */
function notNumber(value: unknown): RensaError {
  return new RensaError(
    "OP_INVALID",
    `A kernel has ${formatGiven(value)} where it needs a number; see that what the op computes with are numbers.`,
  );
}

/** Types say that this cannot be, as of {@link notNumber}. */
export function notFunction(name: unknown): RensaError {
  return new RensaError(
    "OP_INVALID",
    `A kernel has ${formatGiven(name)} where it needs a function or a kind that there is.`,
  );
}

/** Code without the parentheses around all of it. */
export function bare(code: string): string {
  if (!code.startsWith("(") || !code.endsWith(")")) return code;
  let depth = 0;
  for (let at = 0; at < code.length - 1; at++) {
    if (code[at] === "(") depth++;
    else if (code[at] === ")") depth--;
    if (depth === 0) return code;
  }
  return code.slice(1, -1);
}

function helper(name: keyof typeof runtime, [a, b]: readonly [string, string, string]): string {
  return `runtime.${name}(${bare(a)}, ${bare(b)})`;
}

function isTest(name: ScalarFunctionName): name is keyof typeof tests {
  return Object.hasOwn(tests, name);
}

/** Integers wrap to their dtype after every function. */
function wrap(code: string, dtype: DType): string {
  if (!dtypes.includes(dtype))
    throw new RensaError("OP_INVALID", `A kernel computes in ${formatGiven(dtype)}, which is no dtype.`);
  switch (dtype) {
    case "f32":
    case "f64":
      return code;
    case "i32":
      return `(${code} | 0)`;
    case "u8":
      return `(${code} & 255)`;
    case "bool":
      return `(${code} === 0 ? 0 : 1)`;
  }
}
