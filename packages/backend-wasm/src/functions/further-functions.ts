/** The elementary functions that many a program does without, which are loaded with the first that has some. */
import { commonFunctions } from "./common-functions.ts";
import { binary, unary, type ElementaryFunction, type ElementaryFunctionName } from "./elementary-functions.ts";
import { errorFunctionLanes } from "./error-function.ts";
import { hyperbolicCosine, hyperbolicSine, hyperbolicTangent } from "./hyperbolic.ts";
import { inverseHyperbolicCosine, inverseHyperbolicSine, inverseHyperbolicTangent } from "./inverse-hyperbolic.ts";
import { arccosine, arcsine, arctangent, arctangentOfPoint } from "./inverse-trigonometric.ts";
import { power } from "./power.ts";
import { remainder, sign } from "./remainder.ts";
import { cosine, sine, tangent } from "./trigonometric.ts";

/** Every elementary function, the common ones included. */
export const elementaryFunctions: Readonly<Record<ElementaryFunctionName, ElementaryFunction>> = {
  ...commonFunctions,
  rem: binary(remainder),
  sign: unary(sign),
  pow: binary(power),
  sin: unary(sine),
  cos: unary(cosine),
  tan: unary(tangent),
  asin: unary(arcsine),
  acos: unary(arccosine),
  atan: unary(arctangent),
  atan2: binary(arctangentOfPoint),
  sinh: unary(hyperbolicSine),
  cosh: unary(hyperbolicCosine),
  tanh: unary(hyperbolicTangent),
  asinh: unary(inverseHyperbolicSine),
  acosh: unary(inverseHyperbolicCosine),
  atanh: unary(inverseHyperbolicTangent),
  erf: unary(errorFunctionLanes),
};
