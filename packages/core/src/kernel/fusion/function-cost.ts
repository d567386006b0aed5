/** What scalar functions cost, in additions: how fusion weighs computing again against storing and reading. */
import type { ScalarFunctionName } from "../../expression/scalar-function.ts";

/** Functions that take longer than an addition; orders of magnitude on processors of today, not measurements. */
const costly: Readonly<Partial<Record<ScalarFunctionName, number>>> = {
  div: 5,
  rem: 8,
  sqrt: 6,
  exp: 12,
  expm1: 16,
  log: 14,
  log1p: 18,
  sin: 16,
  cos: 16,
  tan: 24,
  asin: 20,
  acos: 20,
  atan: 20,
  atan2: 24,
  sinh: 24,
  cosh: 20,
  tanh: 20,
  asinh: 24,
  acosh: 24,
  atanh: 24,
  erf: 24,
  pow: 30,
};

/** The cost of one application of a scalar function; an addition costs 1. */
export function functionCost(name: ScalarFunctionName): number {
  return costly[name] ?? 1;
}
