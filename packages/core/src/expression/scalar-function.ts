/**
 * The closed table of scalar functions: everything that can happen to one element.
 *
 * Each is declared once, with its float64 meaning; its derivative stands in derivative.ts and its code in each backend's
 * emitter, both as exhaustive tables, so that a function cannot be half there. Error bounds are a backend's.
 */
import { refuseArgument } from "../graph/check-argument.ts";

/** What a scalar function accepts and returns. */
export interface ScalarFunction {
  /** Number of arguments. */
  readonly arity: 1 | 2 | 3;
  /** Which arguments it takes: any dtype, floats only, integers (i32, u8, bool) only. */
  readonly domain: "any" | "float" | "integer";
  /** The dtype of the result: that of its (last) argument, or bool. */
  readonly result: "same" | "bool";
  /** Its meaning on float64; integer arithmetic wraps to the dtype afterwards. */
  readonly evaluate: (a: number, b: number, c: number) => number;
}

const same = (arity: 1 | 2 | 3, domain: ScalarFunction["domain"], evaluate: ScalarFunction["evaluate"]) =>
  ({ arity, domain, result: "same", evaluate }) as const satisfies ScalarFunction;
const test = (arity: 1 | 2, domain: ScalarFunction["domain"], evaluate: (a: number, b: number) => boolean) =>
  ({
    arity,
    domain,
    result: "bool",
    evaluate: (a: number, b: number) => Number(evaluate(a, b)),
  }) as const satisfies ScalarFunction;

/** Every scalar function by name. */
export const scalarFunctions = {
  add: same(2, "any", (a, b) => a + b),
  sub: same(2, "any", (a, b) => a - b),
  // The product of two i32 can need 62 bits; imul keeps the low 32, which a double would lose.
  mul: same(2, "any", (a, b) => a * b),
  div: same(2, "any", (a, b) => a / b),
  rem: same(2, "any", (a, b) => remainderOfFloats(a, b)),
  neg: same(1, "any", (a) => -a),
  abs: same(1, "any", Math.abs),
  sign: same(1, "any", Math.sign),
  // Math.min and Math.max would count the unused third argument in.
  min: same(2, "any", (a, b) => Math.min(a, b)),
  max: same(2, "any", (a, b) => Math.max(a, b)),
  pow: same(2, "float", (a, b) => a ** b),
  sqrt: same(1, "float", Math.sqrt),
  exp: same(1, "float", Math.exp),
  expm1: same(1, "float", Math.expm1),
  log: same(1, "float", Math.log),
  log1p: same(1, "float", Math.log1p),
  sin: same(1, "float", Math.sin),
  cos: same(1, "float", Math.cos),
  tan: same(1, "float", Math.tan),
  asin: same(1, "float", Math.asin),
  acos: same(1, "float", Math.acos),
  atan: same(1, "float", Math.atan),
  atan2: same(2, "float", Math.atan2),
  sinh: same(1, "float", Math.sinh),
  cosh: same(1, "float", Math.cosh),
  tanh: same(1, "float", Math.tanh),
  asinh: same(1, "float", Math.asinh),
  acosh: same(1, "float", Math.acosh),
  atanh: same(1, "float", Math.atanh),
  erf: same(1, "float", (a) => errorFunction(a)),
  floor: same(1, "float", Math.floor),
  ceil: same(1, "float", Math.ceil),
  trunc: same(1, "float", Math.trunc),
  round: same(1, "float", (a) => roundHalfEven(a)),
  lt: test(2, "any", (a, b) => a < b),
  le: test(2, "any", (a, b) => a <= b),
  eq: test(2, "any", (a, b) => a === b),
  ne: test(2, "any", (a, b) => a !== b),
  isFinite: test(1, "any", (a) => Number.isFinite(a)),
  and: same(2, "integer", (a, b) => a & b),
  or: same(2, "integer", (a, b) => a | b),
  xor: same(2, "integer", (a, b) => a ^ b),
  not: same(1, "integer", (a) => ~a),
  shiftLeft: same(2, "integer", (a, b) => a << b),
  shiftRight: same(2, "integer", (a, b) => a >>> b),
  /** `select(condition, whenTrue, whenFalse)`; the condition is a bool. */
  select: same(3, "any", (a, b, c) => (a === 0 ? c : b)),
  /** Conversion to the call's dtype: floats truncate toward zero, anything but 0 is true. */
  convert: same(1, "any", (a) => a),
} as const satisfies Record<string, ScalarFunction>;

/** The name of a scalar function. */
export type ScalarFunctionName = keyof typeof scalarFunctions;

/** How a reduction combines elements. */
export type Combine = "sum" | "product" | "max" | "min";

/** The value that a reduction over nothing has. */
export function identityOf(combine: Combine, integer: boolean): number {
  switch (combine) {
    case "sum":
      return 0;
    case "product":
      return 1;
    case "max":
      return integer ? -2147483648 : -Infinity;
    case "min":
      return integer ? 2147483647 : Infinity;
    default:
      return refuseArgument("How values are combined", combine, "sum, product, max or min");
  }
}

/**
 * `a - b floor(a / b)` rounded once, however large the quotient: it has the sign of `b`, and a zero is positive. NaN where
 * `b` is 0 or `a` infinite; for an infinite `b`, `a` where they have one sign, else `b`, as in PyTorch.
 *
 * @param a - The dividend.
 * @param b - The divisor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { remainderOfFloats } from "@rensa/core/compiler";
 *
 * console.log(remainderOfFloats(5.5, 2), remainderOfFloats(-1, 3)); // 1.5 2
 * ```
 */
export function remainderOfFloats(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

/**
 * Rounds halfway cases to even, as IEEE 754 and PyTorch do.
 *
 * @param value - Any number.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { roundHalfEven } from "@rensa/core/compiler";
 *
 * console.log(roundHalfEven(0.5), roundHalfEven(1.5), roundHalfEven(2.5)); // 0 2 2
 * ```
 */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * The error function 2/sqrt(pi) * integral of exp(-t^2) from 0 to x, to about 1e-16.
 *
 * Maclaurin series below 2.5; above it the continued fraction of erfc (Abramowitz and Stegun 7.1.5 and 7.1.14).
 *
 * @param x - Any number.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { errorFunction } from "@rensa/core/compiler";
 *
 * console.log(errorFunction(0), errorFunction(1), errorFunction(6)); // 0 0.8427... 1
 * ```
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 6)) return Number.isNaN(x) ? x : Math.sign(x);
  if (size < 2.5) {
    // erf(x) = 2/sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!; all terms positive, so nothing cancels.
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction));
}
