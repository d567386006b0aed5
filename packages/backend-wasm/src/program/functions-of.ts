/** The elementary functions that a program calls: many a page is trained with the common ones. */
import type { ProgramPlan } from "@rensa/core";
import { commonFunctions, type CommonFunctionName } from "../functions/common-functions.ts";
import type { ElementaryFunctionName, ElementaryFunctions } from "../functions/elementary-functions.ts";
import { scalarsOfKernels } from "./scalars-of-kernels.ts";

const further: Readonly<Record<Exclude<ElementaryFunctionName, CommonFunctionName>, true>> = {
  rem: true,
  sign: true,
  pow: true,
  sin: true,
  cos: true,
  tan: true,
  asin: true,
  acos: true,
  atan: true,
  atan2: true,
  sinh: true,
  cosh: true,
  tanh: true,
  asinh: true,
  acosh: true,
  atanh: true,
  erf: true,
};

/** Functions among which there are all that the program calls. */
export async function functionsOf({ kernels }: ProgramPlan): Promise<ElementaryFunctions> {
  for (const { expression } of scalarsOfKernels(kernels)) {
    if (expression.kind !== "call" || !Object.hasOwn(further, expression.name)) continue;
    return (await import("../functions/further-functions.ts")).elementaryFunctions;
  }
  return commonFunctions;
}
