/** The JavaScript of every scalar function: an exhaustive table, so that none can be missing. */
import { isFloat, type DType, type ScalarFunctionName } from "@rensa/core";

/** Code of an application, from the code of its arguments. `inputDType` is the dtype of the last of these. */
type Code = (inputs: readonly [string, string, string], inputDType: DType) => string;

const math =
  (name: string): Code =>
  ([a]) =>
    `Math.${name}(${a})`;
const infix =
  (operator: string): Code =>
  ([a, b]) =>
    `(${a} ${operator} ${b})`;
const test =
  (operator: string): Code =>
  ([a, b]) =>
    `(${a} ${operator} ${b} ? 1 : 0)`;

const codes: Readonly<Record<ScalarFunctionName, Code>> = {
  add: infix("+"),
  sub: infix("-"),
  mul: ([a, b], dtype) => (isFloat(dtype) ? `(${a} * ${b})` : `Math.imul(${a}, ${b})`),
  div: ([a, b], dtype) => (isFloat(dtype) ? `(${a} / ${b})` : `(${b} === 0 ? 0 : Math.trunc(${a} / ${b}))`),
  rem: ([a, b], dtype) => {
    const code = `(${a} - ${b} * Math.floor(${a} / ${b}))`;
    return isFloat(dtype) ? code : `(${b} === 0 ? 0 : ${code})`;
  },
  neg: ([a]) => `(-${a})`,
  abs: math("abs"),
  sign: math("sign"),
  min: ([a, b]) => `Math.min(${a}, ${b})`,
  max: ([a, b]) => `Math.max(${a}, ${b})`,
  pow: infix("**"),
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
  atan2: ([a, b]) => `Math.atan2(${a}, ${b})`,
  sinh: math("sinh"),
  cosh: math("cosh"),
  tanh: math("tanh"),
  asinh: math("asinh"),
  acosh: math("acosh"),
  atanh: math("atanh"),
  erf: ([a]) => `runtime.erf(${a})`,
  floor: math("floor"),
  ceil: math("ceil"),
  trunc: math("trunc"),
  round: ([a]) => `runtime.round(${a})`,
  lt: test("<"),
  le: test("<="),
  eq: test("==="),
  ne: test("!=="),
  isFinite: ([a]) => `(Number.isFinite(${a}) ? 1 : 0)`,
  and: infix("&"),
  or: infix("|"),
  xor: infix("^"),
  not: ([a], dtype) => (dtype === "bool" ? `(${a} === 0 ? 1 : 0)` : `(~${a})`),
  shiftLeft: infix("<<"),
  shiftRight: infix(">>>"),
  select: ([a, b, c]) => `(${a} === 0 ? ${c} : ${b})`,
  convert: ([a]) => a,
};

/** The JavaScript expression of a scalar function's application. */
export function scalarCode(name: ScalarFunctionName, inputs: readonly string[], inputDType: DType, dtype: DType): string {
  const [a = "0", b = "0", c = "0"] = inputs;
  return wrap(codes[name]([a, b, c], inputDType), dtype, name);
}

/** Integers wrap to their dtype after every function. */
function wrap(code: string, dtype: DType, name: ScalarFunctionName): string {
  switch (dtype) {
    case "f32":
    case "f64":
      return code;
    case "i32":
      return `(${code} | 0)`;
    case "u8":
      return `(${code} & 255)`;
    case "bool":
      return name === "convert" ? `(${code} === 0 ? 0 : 1)` : name === "add" || name === "mul" || name === "sub" ? `(${code} === 0 ? 0 : 1)` : code;
  }
}

/** A number as a literal that reads back as itself. */
export function numberCode(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return value < 0 ? `(${String(value)})` : String(value);
}
