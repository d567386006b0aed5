/** The ops of loss, for registries. */
import type { OpValue } from "@rensa/core";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { binaryFocalLoss } from "./binary-focal-loss.ts";
import { categoricalCrossEntropy } from "./categorical-cross-entropy.ts";
import { categoricalHingeLoss } from "./categorical-hinge-loss.ts";
import { contrastiveLoss } from "./contrastive-loss.ts";
import { cosineEmbeddingLoss } from "./cosine-embedding-loss.ts";
import { ctcLoss } from "./ctc-loss.ts";
import { diceLoss } from "./dice-loss.ts";
import { focalLoss } from "./focal-loss.ts";
import { gaussianNegativeLogLikelihood } from "./gaussian-negative-log-likelihood.ts";
import { hingeLoss } from "./hinge-loss.ts";
import { huberLoss } from "./huber-loss.ts";
import { infoNceLoss } from "./info-nce-loss.ts";
import { klDivergence } from "./kl-divergence.ts";
import { logCoshLoss } from "./log-cosh-loss.ts";
import { logSoftmax } from "./log-softmax.ts";
import { marginRankingLoss } from "./margin-ranking-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanAbsolutePercentageError } from "./mean-absolute-percentage-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { meanSquaredLogarithmicError } from "./mean-squared-logarithmic-error.ts";
import { multiLabelSoftMarginLoss } from "./multi-label-soft-margin-loss.ts";
import { negativeLogLikelihood } from "./negative-log-likelihood.ts";
import { ntXentLoss } from "./nt-xent-loss.ts";
import { poissonLoss } from "./poisson-loss.ts";
import { sigmoidCrossEntropy } from "./sigmoid-cross-entropy.ts";
import { smoothL1Loss } from "./smooth-l1-loss.ts";
import { smoothedCrossEntropy } from "./smoothed-cross-entropy.ts";
import { softTargetCrossEntropy } from "./soft-target-cross-entropy.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { softmax } from "./softmax.ts";
import { sparseCategoricalCrossEntropy } from "./sparse-categorical-cross-entropy.ts";
import { squaredHingeLoss } from "./squared-hinge-loss.ts";
import { tripletMarginLoss } from "./triplet-margin-loss.ts";
import { tverskyLoss } from "./tversky-loss.ts";

/** All ops of this folder, inner ones too. */
export const lossOps: readonly OpValue[] = [
  binaryCrossEntropy,
  binaryFocalLoss,
  categoricalCrossEntropy,
  categoricalHingeLoss,
  contrastiveLoss,
  cosineEmbeddingLoss,
  ctcLoss,
  diceLoss,
  focalLoss,
  gaussianNegativeLogLikelihood,
  hingeLoss,
  huberLoss,
  infoNceLoss,
  klDivergence,
  logCoshLoss,
  logSoftmax,
  marginRankingLoss,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  multiLabelSoftMarginLoss,
  negativeLogLikelihood,
  ntXentLoss,
  poissonLoss,
  sigmoidCrossEntropy,
  smoothL1Loss,
  smoothedCrossEntropy,
  softTargetCrossEntropy,
  softmaxCrossEntropy,
  softmax,
  sparseCategoricalCrossEntropy,
  squaredHingeLoss,
  tripletMarginLoss,
  tverskyLoss,
];
