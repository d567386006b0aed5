/** The elementary functions that most programs have: exponentials and logarithms. */
import { binary, unary, type ElementaryFunction } from "./elementary-functions.ts";
import { exponential, exponentialMinusOne } from "./exponential.ts";
import { logarithm, logarithmOfOnePlus } from "./logarithm.ts";
import { remainder, sign } from "./remainder.ts";

/** The name of a common function. */
export type CommonFunctionName = "rem" | "sign" | "exp" | "expm1" | "log" | "log1p";

/** With the bounds of their errors. */
export const commonFunctions: Readonly<Record<CommonFunctionName, ElementaryFunction>> = {
  rem: binary(remainder, 0.5, 0),
  sign: unary(sign, 0, 0),
  exp: unary(exponential, 1, 1),
  expm1: unary(exponentialMinusOne, 1.5, 2),
  log: unary(logarithm, 1, 1),
  log1p: unary(logarithmOfOnePlus, 1.5, 2),
};
