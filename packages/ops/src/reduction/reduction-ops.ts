/** The ops of reduction, for registries. */
import type { OpValue } from "@rensa/core";
import { allClose } from "./all-close.ts";
import { all } from "./all.ts";
import { any } from "./any.ts";
import { argmax } from "./argmax.ts";
import { argmin } from "./argmin.ts";
import { correlation } from "./correlation.ts";
import { countNonzero } from "./count-nonzero.ts";
import { covariance } from "./covariance.ts";
import { geometricMean } from "./geometric-mean.ts";
import { logMeanExp } from "./log-mean-exp.ts";
import { logsumexp } from "./logsumexp.ts";
import { max } from "./max.ts";
import { mean } from "./mean.ts";
import { min } from "./min.ts";
import { nanMean } from "./nan-mean.ts";
import { nanSum } from "./nan-sum.ts";
import { norm } from "./norm.ts";
import { prod } from "./prod.ts";
import { rootMeanSquare } from "./root-mean-square.ts";
import { standardDeviation } from "./standard-deviation.ts";
import { sumOfSquares } from "./sum-of-squares.ts";
import { sum } from "./sum.ts";
import { variance } from "./variance.ts";
import { weightedMean } from "./weighted-mean.ts";

/** All ops of this folder, inner ones too. */
export const reductionOps: readonly OpValue[] = [
  allClose,
  all,
  any,
  argmax,
  argmin,
  correlation,
  countNonzero,
  covariance,
  geometricMean,
  logMeanExp,
  logsumexp,
  max,
  mean,
  min,
  nanMean,
  nanSum,
  norm,
  prod,
  rootMeanSquare,
  standardDeviation,
  sumOfSquares,
  sum,
  variance,
  weightedMean,
];
