/** The elementary functions that most programs have: exponentials and logarithms. */
import { unary, type ElementaryFunction } from "./elementary-functions.ts";
import { exponential, exponentialMinusOne } from "./exponential.ts";
import { logarithm, logarithmOfOnePlus } from "./logarithm.ts";

/** The name of a common function. */
export type CommonFunctionName = "exp" | "expm1" | "log" | "log1p";

/** With the bounds of their errors. */
export const commonFunctions: Readonly<Record<CommonFunctionName, ElementaryFunction>> = {
  exp: unary(exponential, 1, 1),
  expm1: unary(exponentialMinusOne, 1.5, 2),
  log: unary(logarithm, 1, 1),
  log1p: unary(logarithmOfOnePlus, 1.5, 2),
};
