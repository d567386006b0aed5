/**
 * The error function.
 *
 * erf(a) = -expm1(-a G(a)) with G(a) = -log(1 - erf(a)) / a, which is smooth over all positive a; G is a minimax
 * polynomial weighted by what an error in it does to erf, so one formula holds from 0 to where erf rounds to 1.
 */
import { exponentialMinusOneWithin } from "./exponential.ts";
import type { FloatLanes } from "./float-lanes.ts";
import { atMost, type ByBits, polynomial } from "./lane-helpers.ts";

/** G(a). Error it makes in erf: 2^-27.9, 2^-53.6. */
const exponentCoefficients: ByBits<readonly number[]> = {
  32: [
    1.1283792, 0.6366194, 0.10277783, -0.019153072, -0.0001603763, 0.0016670018, -0.00063282007, 0.00011763595,
    -9.255615e-6,
  ],
  64: [
    1.1283791670955126, 0.6366197723676116, 0.102772603300062, -0.019128446963107813, -0.00020919522979677508,
    0.0016962105263826916, -0.0005901467965968581, 2.5955154671271953e-5, 6.429012918872368e-5, -2.9323733859828168e-5,
    2.796104153043711e-6, 3.5644598051541766e-6, -2.4296343623860204e-6, 8.536231288099086e-7, -1.740529491699996e-7,
    8.356994017001231e-9, 7.786373544434683e-9, -3.1539466514655093e-9, 6.81222690822455e-10, -9.549630060608907e-11,
    8.722063047423654e-12, -4.755277570396587e-13, 1.180073712696814e-14,
  ],
};

/** From here on erf rounds to 1. */
const saturation: ByBits<number> = { 32: 3.95, 64: 5.95 };

/** erf(x) = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
export function errorFunctionLanes<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const size = atMost(lanes, lanes.abs(x), saturation[lanes.bits]);
  const exponent = lanes.mul(size, polynomial(lanes, size, exponentCoefficients));
  return lanes.copySign(exponentialMinusOneWithin(lanes, lanes.neg(exponent)), x);
}
