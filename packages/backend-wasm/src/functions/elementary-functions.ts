/**
 * Scalar functions on floats that take more than one instruction, with the errors they may make.
 *
 * Bounds are in units in the last place against the `Math` functions of float64, which may themselves err by one of
 * float64; functions.test.ts asserts them both with multiplyAdd rounded once and rounded twice.
 */
import type { ScalarFunctionName } from "@rensa/core";
import type { BinaryFunction, UnaryFunction } from "./float-lanes.ts";
import type { ByBits } from "./lane-helpers.ts";

/** What is stated about every elementary function. */
interface Accuracy {
  /** Largest error in units in the last place for any argument, by the bits of a lane. */
  readonly ulp: ByBits<number>;
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

/** Elementary functions by the names of their scalar functions. */
export type ElementaryFunctions = Readonly<Partial<Record<ElementaryFunctionName, ElementaryFunction>>>;

/** A function of one argument: bounds for f32, then for f64. */
export function unary(apply: UnaryFunction, single: number, double: number): ElementaryFunction {
  return { arity: 1, apply, ulp: { 32: single, 64: double } };
}

/** A function of two arguments: bounds for f32, then for f64. */
export function binary(apply: BinaryFunction, single: number, double: number): ElementaryFunction {
  return { arity: 2, apply, ulp: { 32: single, 64: double } };
}
