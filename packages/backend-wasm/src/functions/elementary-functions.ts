/**
 * Scalar functions on floats that take more than one instruction. functions.test.ts states the errors that they may make,
 * and holds them to it both with multiplyAdd rounded once and rounded twice.
 */
import type { ScalarFunctionName } from "@rensa/core/compiler";
import type { BinaryFunction, UnaryFunction } from "./float-lanes.ts";

/** A function written for lanes. */
export type ElementaryFunction =
  { readonly arity: 1; readonly apply: UnaryFunction } | { readonly arity: 2; readonly apply: BinaryFunction };

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

/** A function of one argument. */
export function unary(apply: UnaryFunction): ElementaryFunction {
  return { arity: 1, apply };
}

/** A function of two arguments. */
export function binary(apply: BinaryFunction): ElementaryFunction {
  return { arity: 2, apply };
}
