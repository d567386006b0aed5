/** The functions that a program calls, loaded: many a page is trained with the common ones, or computes with floats alone. */
import { isFloat } from "@rensa/core";
import type { ProgramPlan } from "@rensa/core/compiler";
import type { CommonFunctionName } from "../functions/common-functions.ts";
import type { ElementaryFunctionName, ElementaryFunctions } from "../functions/elementary-functions.ts";
import type { LoadedFunctions } from "../lanes/apply.ts";
import { scalarsOfKernels } from "./scalars-of-kernels.ts";

const common: Readonly<Record<CommonFunctionName, true>> = { exp: true, expm1: true, log: true, log1p: true };

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
export async function functionsOf({ kernels }: ProgramPlan): Promise<LoadedFunctions> {
  const called = new Set<string>();
  let hasWhole = false;
  for (const { expression, dtype } of scalarsOfKernels(kernels)) {
    if (expression.kind === "call") called.add(expression.name);
    hasWhole ||= !isFloat(dtype);
  }
  const [elementary, whole] = await Promise.all([
    elementaryFunctions(called),
    hasWhole ? import("../lanes/whole-lanes.ts") : null,
  ]);
  return { elementary, whole };
}

async function elementaryFunctions(called: ReadonlySet<string>): Promise<ElementaryFunctions> {
  const isCalled = (name: string): boolean => called.has(name);
  if (Object.keys(further).some(isCalled))
    return (await import("../functions/further-functions.ts")).elementaryFunctions;
  return Object.keys(common).some(isCalled) ? (await import("../functions/common-functions.ts")).commonFunctions : {};
}
