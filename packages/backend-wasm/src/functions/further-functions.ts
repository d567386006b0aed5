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

/** Every elementary function, the common ones included, with the bounds of its errors. */
export const elementaryFunctions: Readonly<Record<ElementaryFunctionName, ElementaryFunction>> = {
  ...commonFunctions,
  rem: binary(remainder, 0.5, 0.5),
  sign: unary(sign, 0, 0),
  pow: binary(power, 2, 2),
  sin: unary(sine, 2, 2),
  cos: unary(cosine, 2, 2),
  tan: unary(tangent, 4, 3),
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
