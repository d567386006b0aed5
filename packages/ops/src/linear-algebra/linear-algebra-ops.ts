/** The ops of linear algebra, for registries. */
import type { OpValue } from "@rensa/core";
import { choleskySolve } from "./cholesky-solve.ts";
import { cholesky } from "./cholesky.ts";
import { cofactorMatrix, cofactorSlope } from "./cofactor-matrix.ts";
import { determinant } from "./determinant.ts";
import { eigh } from "./eigh.ts";
import { inverse } from "./inverse.ts";
import { leastSquares } from "./least-squares.ts";
import { logDeterminant } from "./log-determinant.ts";
import { lu } from "./lu.ts";
import { matrixExponential, matrixExponentialDerivative } from "./matrix-exponential.ts";
import { matrixNorm, rootOfSquares } from "./matrix-norm.ts";
import { pinv } from "./pinv.ts";
import { qr } from "./qr.ts";
import { quotientByGap } from "./quotient-by-gap.ts";
import { solve } from "./solve.ts";
import { svd } from "./svd.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/** All ops of this folder, inner ones too. */
export const linearAlgebraOps: readonly OpValue[] = [
  choleskySolve,
  cholesky,
  cofactorMatrix,
  cofactorSlope,
  determinant,
  eigh,
  inverse,
  leastSquares,
  logDeterminant,
  lu,
  matrixExponential,
  matrixExponentialDerivative,
  matrixNorm,
  rootOfSquares,
  pinv,
  qr,
  quotientByGap,
  solve,
  svd,
  triangularSolve,
  weighTriangles,
];
