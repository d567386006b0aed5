/** Bernoulli numbers: the coefficients of the asymptotic series of the gamma function and its relatives. */

/** B(2), B(4), ..., B(18) (DLMF table 24.2.1). */
export const bernoulliNumbers: readonly number[] = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
];
