/** The elementary functions that most programs have: exponentials and logarithms. */
import { unary, type ElementaryFunction } from "./elementary-functions.ts";
import { exponential, exponentialMinusOne } from "./exponential.ts";
import { logarithm, logarithmOfOnePlus } from "./logarithm.ts";

/** The name of a common function. */
export type CommonFunctionName = "exp" | "expm1" | "log" | "log1p";

/** The common functions. */
export const commonFunctions: Readonly<Record<CommonFunctionName, ElementaryFunction>> = {
  exp: unary(exponential),
  expm1: unary(exponentialMinusOne),
  log: unary(logarithm),
  log1p: unary(logarithmOfOnePlus),
};
