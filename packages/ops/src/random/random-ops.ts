/** The ops of random, for registries. */
import type { OpValue } from "@rensa/core";
import { bernoulli } from "./bernoulli.ts";
import { beta } from "./beta.ts";
import { binomial } from "./binomial.ts";
import { bitsToOpenUnit } from "./bits-to-open-unit.ts";
import { bitsToUnit } from "./bits-to-unit.ts";
import { boxMuller } from "./box-muller.ts";
import { categorical } from "./categorical.ts";
import { cauchy } from "./cauchy.ts";
import { chiSquare } from "./chi-square.ts";
import { dirichlet } from "./dirichlet.ts";
import { dropout } from "./dropout.ts";
import { exponential } from "./exponential.ts";
import { foldIn } from "./fold-in.ts";
import { gamma } from "./gamma.ts";
import { gumbel } from "./gumbel.ts";
import { laplace } from "./laplace.ts";
import { logNormal } from "./log-normal.ts";
import { logistic } from "./logistic.ts";
import { multivariateNormal } from "./multivariate-normal.ts";
import { normal } from "./normal.ts";
import { permutation } from "./permutation.ts";
import { poisson } from "./poisson.ts";
import { rademacher } from "./rademacher.ts";
import { randomBits } from "./random-bits.ts";
import { randomChoice } from "./random-choice.ts";
import { randomInteger } from "./random-integer.ts";
import { shuffle } from "./shuffle.ts";
import { splitKey } from "./split-key.ts";
import { standardGamma, standardLogGamma } from "./standard-gamma.ts";
import { studentT } from "./student-t.ts";
import { truncatedNormal } from "./truncated-normal.ts";
import { uniform } from "./uniform.ts";
import { unitToCauchy } from "./unit-to-cauchy.ts";

/** All ops of this folder, inner ones too. */
export const randomOps: readonly OpValue[] = [
  bernoulli,
  beta,
  binomial,
  bitsToOpenUnit,
  bitsToUnit,
  boxMuller,
  categorical,
  cauchy,
  chiSquare,
  dirichlet,
  dropout,
  exponential,
  foldIn,
  gamma,
  gumbel,
  laplace,
  logNormal,
  logistic,
  multivariateNormal,
  normal,
  permutation,
  poisson,
  rademacher,
  randomBits,
  randomChoice,
  randomInteger,
  shuffle,
  splitKey,
  standardGamma,
  standardLogGamma,
  studentT,
  truncatedNormal,
  uniform,
  unitToCauchy,
];
