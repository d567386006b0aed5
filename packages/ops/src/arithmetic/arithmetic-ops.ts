/** The ops of arithmetic, for registries. */
import type { OpValue } from "@rensa/core";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { clampNorm } from "./clamp-norm.ts";
import { clamp } from "./clamp.ts";
import { copysign } from "./copysign.ts";
import { degrees } from "./degrees.ts";
import { div } from "./div.ts";
import { floorDivide } from "./floor-divide.ts";
import { fmod } from "./fmod.ts";
import { fractional } from "./fractional.ts";
import { heaviside } from "./heaviside.ts";
import { hypot } from "./hypot.ts";
import { lerp } from "./lerp.ts";
import { maximum } from "./maximum.ts";
import { minimum } from "./minimum.ts";
import { mul } from "./mul.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { nanToNum } from "./nan-to-num.ts";
import { neg } from "./neg.ts";
import { pow } from "./pow.ts";
import { radians } from "./radians.ts";
import { reciprocal } from "./reciprocal.ts";
import { remainder } from "./remainder.ts";
import { sign } from "./sign.ts";
import { square } from "./square.ts";
import { squaredDifference } from "./squared-difference.ts";
import { sub } from "./sub.ts";
import { truncateDivide } from "./truncate-divide.ts";

/** All ops of this folder, inner ones too. */
export const arithmeticOps: readonly OpValue[] = [
  abs,
  add,
  clampNorm,
  clamp,
  copysign,
  degrees,
  div,
  floorDivide,
  fmod,
  fractional,
  heaviside,
  hypot,
  lerp,
  maximum,
  minimum,
  mul,
  multiplyAdd,
  nanToNum,
  neg,
  pow,
  radians,
  reciprocal,
  remainder,
  sign,
  square,
  squaredDifference,
  sub,
  truncateDivide,
];
