/**
 * The exact meaning of scalar functions per dtype: doubles for floats, wrapping for integers, 0 or 1 for booleans.
 *
 * | | |
 * |---|---|
 * | f32, f64 | computed in doubles; f32 rounds where it is stored, and where an f64 is converted to it |
 * | i32 | wraps modulo 2^32; a quotient truncates toward zero, and by 0 is 0, as is a remainder |
 * | u8 | wraps modulo 256 |
 * | bool | anything but 0 becomes 1 |
 *
 * A float becomes an integer by truncation; what is outside is the nearest integer of the dtype, and NaN is 0.
 */
import { refuseArgument, checkOneOf } from "../../graph/check-argument.ts";
import { dtypes, isFloat, nearestIn, type DType } from "../../graph/dtype.ts";
import {
  identityOf,
  scalarFunctions,
  type Combine,
  type ScalarFunctionName,
} from "../../expression/scalar-function.ts";
import type { ScatterCombine } from "../../op/form.ts";

/** A scalar function of up to three doubles. Arguments beyond its arity are ignored. */
export type NumberFunction = (a: number, b: number, c: number) => number;

/**
 * A scalar function for given dtypes. `inputDType` is the dtype of its last argument (a select's condition and a
 * comparison's result are bool), `dtype` that of the result.
 */
export function functionOf(name: ScalarFunctionName, inputDType: DType, dtype: DType): NumberFunction {
  if (!Object.hasOwn(scalarFunctions, name))
    refuseArgument("The name of a scalar function", name, "one of scalarFunctions");
  checkOneOf("The dtype", inputDType, dtypes);
  checkOneOf("The dtype", dtype, dtypes);
  if (name === "convert") return conversionOf(inputDType, dtype);
  if (isFloat(inputDType)) return scalarFunctions[name].evaluate;
  const exact = integerFunctions[name] ?? scalarFunctions[name].evaluate;
  if (dtype === "bool" && name === "not") return (a) => (a === 0 ? 1 : 0);
  const wrap = wrapOf(dtype);
  return (a, b, c) => wrap(exact(a, b, c));
}

/** How a reduction combines what it has with the next value. */
export function combinationOf(combine: Combine, dtype: DType): NumberFunction {
  return functionOf(combineFunctions[combine], dtype, dtype);
}

/** The scalar function by which a reduction combines. */
export const combineFunctions = { sum: "add", product: "mul", max: "max", min: "min" } as const satisfies Readonly<
  Record<Combine, ScalarFunctionName>
>;

/** The scalar function by which a scattered value joins what is at its place; a set value replaces it. */
export const scatterFunctions = { add: "add", multiply: "mul", min: "min", max: "max" } as const satisfies Readonly<
  Record<Exclude<ScatterCombine, "set">, ScalarFunctionName>
>;

/**
 * The value that a reduction starts with. A u8 or bool starts within its range.
 *
 * @param combine - How the elements are combined.
 * @param dtype - The type of the elements.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { startOf } from "@rensa/core/compiler";
 *
 * console.log(startOf("sum", "f32"), startOf("max", "f32"), startOf("min", "u8")); // 0 -Infinity 255
 * ```
 */
export function startOf(combine: Combine, dtype: DType): number {
  checkOneOf("The dtype", dtype, dtypes);
  const start = identityOf(combine, !isFloat(dtype));
  if (dtype === "f32" || dtype === "f64" || dtype === "i32") return start;
  return Math.min(Math.max(start, 0), dtype === "bool" ? 1 : 255);
}

/** Functions whose meaning on integers is not what doubles give before wrapping. */
const integerFunctions: Readonly<Partial<Record<ScalarFunctionName, NumberFunction>>> = {
  mul: Math.imul,
  div: divideIntegers,
  rem: remainderOfIntegers,
};

/**
 * The quotient of integers toward zero; by 0 it is 0.
 *
 * @param a - The dividend.
 * @param b - The divisor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { divideIntegers } from "@rensa/core/compiler";
 *
 * console.log(divideIntegers(7, 2), divideIntegers(-7, 2), divideIntegers(7, 0)); // 3 -3 0
 * ```
 */
export function divideIntegers(a: number, b: number): number {
  return b === 0 ? 0 : Math.trunc(a / b);
}

/**
 * `a - b * floor(a / b)` of integers, whose sign is the divisor's.
 *
 * @param a - The dividend.
 * @param b - The divisor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { flooredRemainder } from "@rensa/core/compiler";
 *
 * console.log(flooredRemainder(7, 3), flooredRemainder(-7, 3)); // 1 2
 * ```
 */
export function flooredRemainder(a: number, b: number): number {
  return a - b * Math.floor(a / b);
}

/**
 * The remainder of integers, whose sign is the divisor's; by 0 it is 0.
 *
 * @param a - The dividend.
 * @param b - The divisor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { remainderOfIntegers } from "@rensa/core/compiler";
 *
 * console.log(remainderOfIntegers(7, 3), remainderOfIntegers(-7, 3), remainderOfIntegers(7, 0)); // 1 2 0
 * ```
 */
export function remainderOfIntegers(a: number, b: number): number {
  return b === 0 ? 0 : flooredRemainder(a, b);
}

function wrapOf(dtype: DType): (value: number) => number {
  switch (dtype) {
    case "f32":
    case "f64":
      return (value) => value;
    case "i32":
      return (value) => value | 0;
    case "u8":
      return (value) => value & 255;
    case "bool":
      return (value) => (value === 0 ? 0 : 1);
  }
}

function conversionOf(from: DType, to: DType): NumberFunction {
  if (from === "f64" && to === "f32") return Math.fround;
  return isFloat(from) && (to === "i32" || to === "u8") ? (value) => nearestIn(to, value) : wrapOf(to);
}
