/**
 * Every scalar function on floats that takes more than one instruction, with the errors it may make.
 *
 * Bounds are in units in the last place against the `Math` functions of float64, which may themselves err by one of
 * float64; functions.test.ts asserts them both with multiplyAdd rounded once and rounded twice.
 */
import type { ScalarFunctionName } from "@rensa/core";
import { errorFunctionLanes } from "./error-function.ts";
import { exponential, exponentialMinusOne } from "./exponential.ts";
import type { BinaryFunction, UnaryFunction } from "./float-lanes.ts";
import { hyperbolicCosine, hyperbolicSine, hyperbolicTangent } from "./hyperbolic.ts";
import { inverseHyperbolicCosine, inverseHyperbolicSine, inverseHyperbolicTangent } from "./inverse-hyperbolic.ts";
import { arccosine, arcsine, arctangent, arctangentOfPoint } from "./inverse-trigonometric.ts";
import type { ByBits } from "./lane-helpers.ts";
import { logarithm, logarithmOfOnePlus } from "./logarithm.ts";
import { power } from "./power.ts";
import { remainder, sign } from "./remainder.ts";
import { cosine, sine, tangent, trigonometricRange } from "./trigonometric.ts";

/** What is stated about every elementary function. */
interface Accuracy {
  /** Largest error in units in the last place, by the bits of a lane. */
  readonly ulp: ByBits<number>;
  /** The largest size of the argument for which the bound holds; any where absent. */
  readonly range?: ByBits<number>;
}

/** A function written for lanes. */
export type ElementaryFunction = Accuracy &
  ({ readonly arity: 1; readonly apply: UnaryFunction } | { readonly arity: 2; readonly apply: BinaryFunction });

/** Scalar functions that an emitter writes itself: single instructions, comparisons, integers and conversions. */
type EmittedFunctionName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "abs"
  | "min"
  | "max"
  | "sqrt"
  | "floor"
  | "ceil"
  | "trunc"
  | "round"
  | "lt"
  | "le"
  | "eq"
  | "ne"
  | "isFinite"
  | "and"
  | "or"
  | "xor"
  | "not"
  | "shiftLeft"
  | "shiftRight"
  | "select"
  | "convert";

/** The name of a scalar function that takes more than one instruction on floats. */
export type ElementaryFunctionName = Exclude<ScalarFunctionName, EmittedFunctionName>;

const unary = (apply: UnaryFunction, single: number, double: number, range?: ByBits<number>): ElementaryFunction => ({
  arity: 1,
  apply,
  ulp: { 32: single, 64: double },
  ...(range && { range }),
});
const binary = (apply: BinaryFunction, single: number, double: number): ElementaryFunction => ({
  arity: 2,
  apply,
  ulp: { 32: single, 64: double },
});

/** Every elementary function by the name of its scalar function: bounds for f32, then for f64. */
export const elementaryFunctions: Readonly<Record<ElementaryFunctionName, ElementaryFunction>> = {
  rem: binary(remainder, 0.5, 0),
  sign: unary(sign, 0, 0),
  pow: binary(power, 2, 2),
  exp: unary(exponential, 1, 1),
  expm1: unary(exponentialMinusOne, 1.5, 2),
  log: unary(logarithm, 1, 1),
  log1p: unary(logarithmOfOnePlus, 1.5, 2),
  sin: unary(sine, 2, 2, trigonometricRange),
  cos: unary(cosine, 2, 2, trigonometricRange),
  tan: unary(tangent, 4, 3, trigonometricRange),
  asin: unary(arcsine, 2.5, 3),
  acos: unary(arccosine, 1.5, 2),
  atan: unary(arctangent, 2, 2),
  atan2: binary(arctangentOfPoint, 2, 2),
  sinh: unary(hyperbolicSine, 2.5, 3),
  cosh: unary(hyperbolicCosine, 1.5, 2),
  tanh: unary(hyperbolicTangent, 2, 3),
  asinh: unary(inverseHyperbolicSine, 2, 2),
  acosh: unary(inverseHyperbolicCosine, 2.5, 3),
  atanh: unary(inverseHyperbolicTangent, 2, 3),
  erf: unary(errorFunctionLanes, 3, 4),
};
