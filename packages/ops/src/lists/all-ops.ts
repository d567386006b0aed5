/** All ops of this package, inner ones too. Made by `npm run lists`. */
import type { OpValue } from "@rensa/core";
import { celu } from "../activation/celu.ts";
import { elu } from "../activation/elu.ts";
import { gelu } from "../activation/gelu.ts";
import { glu } from "../activation/glu.ts";
import { gumbelSoftmax } from "../activation/gumbel-softmax.ts";
import { hardShrink } from "../activation/hard-shrink.ts";
import { hardSigmoid } from "../activation/hard-sigmoid.ts";
import { hardSwish } from "../activation/hard-swish.ts";
import { hardTanh } from "../activation/hard-tanh.ts";
import { leakyRelu } from "../activation/leaky-relu.ts";
import { logSigmoid } from "../activation/log-sigmoid.ts";
import { maxout } from "../activation/maxout.ts";
import { mish } from "../activation/mish.ts";
import { prelu } from "../activation/prelu.ts";
import { quickGelu } from "../activation/quick-gelu.ts";
import { relu } from "../activation/relu.ts";
import { relu6 } from "../activation/relu6.ts";
import { selu } from "../activation/selu.ts";
import { sigmoid } from "../activation/sigmoid.ts";
import { sigmoidSlope } from "../activation/sigmoid.ts";
import { silu } from "../activation/silu.ts";
import { softShrink } from "../activation/soft-shrink.ts";
import { softmin } from "../activation/softmin.ts";
import { softplus } from "../activation/softplus.ts";
import { softsign } from "../activation/softsign.ts";
import { sparsePlus } from "../activation/sparse-plus.ts";
import { squaredRelu } from "../activation/squared-relu.ts";
import { squareplus } from "../activation/squareplus.ts";
import { swiglu } from "../activation/swiglu.ts";
import { tanhShrink } from "../activation/tanh-shrink.ts";
import { threshold } from "../activation/threshold.ts";
import { abs } from "../arithmetic/abs.ts";
import { add } from "../arithmetic/add.ts";
import { clampNorm } from "../arithmetic/clamp-norm.ts";
import { clamp } from "../arithmetic/clamp.ts";
import { copysign } from "../arithmetic/copysign.ts";
import { degrees } from "../arithmetic/degrees.ts";
import { div } from "../arithmetic/div.ts";
import { floorDivide } from "../arithmetic/floor-divide.ts";
import { fmod } from "../arithmetic/fmod.ts";
import { fractional } from "../arithmetic/fractional.ts";
import { heaviside } from "../arithmetic/heaviside.ts";
import { hypot } from "../arithmetic/hypot.ts";
import { lerp } from "../arithmetic/lerp.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { minimum } from "../arithmetic/minimum.ts";
import { mul } from "../arithmetic/mul.ts";
import { multiplyAdd } from "../arithmetic/multiply-add.ts";
import { nanToNum } from "../arithmetic/nan-to-num.ts";
import { neg } from "../arithmetic/neg.ts";
import { pow } from "../arithmetic/pow.ts";
import { radians } from "../arithmetic/radians.ts";
import { reciprocal } from "../arithmetic/reciprocal.ts";
import { remainder } from "../arithmetic/remainder.ts";
import { sign } from "../arithmetic/sign.ts";
import { square } from "../arithmetic/square.ts";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { sub } from "../arithmetic/sub.ts";
import { truncateDivide } from "../arithmetic/truncate-divide.ts";
import { alibiBias } from "../attention/alibi-bias.ts";
import { multiHeadAttention } from "../attention/multi-head-attention.ts";
import { rotaryEmbedding } from "../attention/rotary-embedding.ts";
import { scaledDotProductAttention } from "../attention/scaled-dot-product-attention.ts";
import { sinusoidalPositions } from "../attention/sinusoidal-positions.ts";
import { bitAnd } from "../bits/bit-and.ts";
import { bitNot } from "../bits/bit-not.ts";
import { bitOr } from "../bits/bit-or.ts";
import { bitXor } from "../bits/bit-xor.ts";
import { gcd } from "../bits/gcd.ts";
import { lcm } from "../bits/lcm.ts";
import { popCount } from "../bits/pop-count.ts";
import { shiftLeft } from "../bits/shift-left.ts";
import { shiftRightArithmetic } from "../bits/shift-right-arithmetic.ts";
import { shiftRight } from "../bits/shift-right.ts";
import { equal } from "../comparison/equal.ts";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { greater } from "../comparison/greater.ts";
import { isClose } from "../comparison/is-close.ts";
import { isFinite } from "../comparison/is-finite.ts";
import { isInfinite } from "../comparison/is-infinite.ts";
import { isNan } from "../comparison/is-nan.ts";
import { lessEqual } from "../comparison/less-equal.ts";
import { less } from "../comparison/less.ts";
import { logicalAnd } from "../comparison/logical-and.ts";
import { logicalNot } from "../comparison/logical-not.ts";
import { logicalOr } from "../comparison/logical-or.ts";
import { logicalXor } from "../comparison/logical-xor.ts";
import { notEqual } from "../comparison/not-equal.ts";
import { where } from "../comparison/where.ts";
import { conv1d } from "../convolution/conv1d.ts";
import { conv2dTranspose } from "../convolution/conv2d-transpose.ts";
import { conv2d } from "../convolution/conv2d.ts";
import { convolution } from "../convolution/convolution.ts";
import { convolutionTranspose } from "../convolution/convolution.ts";
import { convolutionWeights } from "../convolution/convolution.ts";
import { convolve } from "../convolution/convolve.ts";
import { convolveWeights } from "../convolution/convolve.ts";
import { depthwiseConv2d } from "../convolution/depthwise-conv2d.ts";
import { interleave } from "../convolution/interleave.ts";
import { cummax } from "../cumulative/cummax.ts";
import { cummin } from "../cumulative/cummin.ts";
import { cumprod } from "../cumulative/cumprod.ts";
import { cumsum } from "../cumulative/cumsum.ts";
import { logCumsumExp } from "../cumulative/log-cumsum-exp.ts";
import { shifted } from "../cumulative/shifted.ts";
import { cdist } from "../distance/cdist.ts";
import { cosineSimilarity } from "../distance/cosine-similarity.ts";
import { euclideanDistance } from "../distance/euclidean-distance.ts";
import { hammingDistance } from "../distance/hamming-distance.ts";
import { mahalanobisDistance } from "../distance/mahalanobis-distance.ts";
import { manhattanDistance } from "../distance/manhattan-distance.ts";
import { pairwiseCosine } from "../distance/pairwise-cosine.ts";
import { squaredDistances } from "../distance/squared-distances.ts";
import { cbrt } from "../exponential/cbrt.ts";
import { erf } from "../exponential/erf.ts";
import { erfc } from "../exponential/erfc.ts";
import { exp } from "../exponential/exp.ts";
import { exp2 } from "../exponential/exp2.ts";
import { expm1 } from "../exponential/expm1.ts";
import { log } from "../exponential/log.ts";
import { log10 } from "../exponential/log10.ts";
import { log1p } from "../exponential/log1p.ts";
import { log2 } from "../exponential/log2.ts";
import { logaddexp } from "../exponential/logaddexp.ts";
import { rsqrt } from "../exponential/rsqrt.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { blackmanWindow } from "../fourier/blackman-window.ts";
import { fftFrequencies } from "../fourier/fft-frequencies.ts";
import { fft } from "../fourier/fft.ts";
import { fft2 } from "../fourier/fft2.ts";
import { fftshift } from "../fourier/fftshift.ts";
import { ifftshift } from "../fourier/fftshift.ts";
import { fourierMatrix } from "../fourier/fourier-matrix.ts";
import { fastFourierRows } from "../fourier/fourier-rows.ts";
import { hammingWindow } from "../fourier/hamming-window.ts";
import { hannWindow } from "../fourier/hann-window.ts";
import { ifft } from "../fourier/ifft.ts";
import { ifft2 } from "../fourier/ifft2.ts";
import { irfft } from "../fourier/irfft.ts";
import { rfftFrequencies } from "../fourier/rfft-frequencies.ts";
import { rfft } from "../fourier/rfft.ts";
import { weighHalfSpectrum } from "../fourier/weigh-half-spectrum.ts";
import { depthToSpace } from "../image/depth-to-space.ts";
import { spaceToDepth } from "../image/depth-to-space.ts";
import { im2col } from "../image/im2col.ts";
import { col2im } from "../image/im2col.ts";
import { extractPatches } from "../image/patches.ts";
import { addPatches } from "../image/patches.ts";
import { resampleLinear } from "../image/resample-linear.ts";
import { collectLinear } from "../image/resample-linear.ts";
import { resampleNearest } from "../image/resample-nearest.ts";
import { collectNearest } from "../image/resample-nearest.ts";
import { resizeBilinear } from "../image/resize-bilinear.ts";
import { resizeNearest } from "../image/resize-nearest.ts";
import { bincount } from "../indexing/bincount.ts";
import { dynamicSlice } from "../indexing/dynamic-slice.ts";
import { dynamicUpdateSlice } from "../indexing/dynamic-slice.ts";
import { gatherNd } from "../indexing/gather-nd.ts";
import { scatterNd } from "../indexing/gather-nd.ts";
import { histogram } from "../indexing/histogram.ts";
import { iota } from "../indexing/iota.ts";
import { oneHot } from "../indexing/one-hot.ts";
import { pick } from "../indexing/pick.ts";
import { unpick } from "../indexing/pick.ts";
import { scatterAlong } from "../indexing/scatter-along.ts";
import { scatterMax } from "../indexing/scatter-max.ts";
import { scatterMin } from "../indexing/scatter-min.ts";
import { scatterMultiply } from "../indexing/scatter-multiply.ts";
import { scatterSet } from "../indexing/scatter-set.ts";
import { segmentMax } from "../indexing/segment-max.ts";
import { segmentMean } from "../indexing/segment-mean.ts";
import { segmentMin } from "../indexing/segment-min.ts";
import { segmentProduct } from "../indexing/segment-product.ts";
import { segmentSum } from "../indexing/segment-sum.ts";
import { takeAlong } from "../indexing/take-along.ts";
import { scatterAddAlong } from "../indexing/take-along.ts";
import { take } from "../indexing/take.ts";
import { scatterAdd } from "../indexing/take.ts";
import { updateSlice } from "../indexing/update-slice.ts";
import { choleskySolve } from "../linear-algebra/cholesky-solve.ts";
import { cholesky } from "../linear-algebra/cholesky.ts";
import { cofactorMatrix } from "../linear-algebra/cofactor-matrix.ts";
import { cofactorSlope } from "../linear-algebra/cofactor-matrix.ts";
import { determinant } from "../linear-algebra/determinant.ts";
import { eigh } from "../linear-algebra/eigh.ts";
import { inverse } from "../linear-algebra/inverse.ts";
import { leastSquares } from "../linear-algebra/least-squares.ts";
import { logDeterminant } from "../linear-algebra/log-determinant.ts";
import { lu } from "../linear-algebra/lu.ts";
import { matrixExponential } from "../linear-algebra/matrix-exponential.ts";
import { matrixExponentialDerivative } from "../linear-algebra/matrix-exponential.ts";
import { rootOfSquares } from "../linear-algebra/matrix-norm.ts";
import { matrixNorm } from "../linear-algebra/matrix-norm.ts";
import { pinv } from "../linear-algebra/pinv.ts";
import { qr } from "../linear-algebra/qr.ts";
import { quotientByGap } from "../linear-algebra/quotient-by-gap.ts";
import { solve } from "../linear-algebra/solve.ts";
import { svd } from "../linear-algebra/svd.ts";
import { triangularSolve } from "../linear-algebra/triangular-solve.ts";
import { weighTriangles } from "../linear-algebra/weigh-triangles.ts";
import { bilinear } from "../linear/bilinear.ts";
import { contract } from "../linear/contract.ts";
import { cross } from "../linear/cross.ts";
import { dot } from "../linear/dot.ts";
import { einsum } from "../linear/einsum.ts";
import { inner } from "../linear/inner.ts";
import { kron } from "../linear/kron.ts";
import { matmul } from "../linear/matmul.ts";
import { matrixPower } from "../linear/matrix-power.ts";
import { matvec } from "../linear/matvec.ts";
import { multiDot } from "../linear/multi-dot.ts";
import { outer } from "../linear/outer.ts";
import { tensordot } from "../linear/tensordot.ts";
import { binaryCrossEntropy } from "../loss/binary-cross-entropy.ts";
import { binaryFocalLoss } from "../loss/binary-focal-loss.ts";
import { categoricalCrossEntropy } from "../loss/categorical-cross-entropy.ts";
import { categoricalHingeLoss } from "../loss/categorical-hinge-loss.ts";
import { contrastiveLoss } from "../loss/contrastive-loss.ts";
import { cosineEmbeddingLoss } from "../loss/cosine-embedding-loss.ts";
import { ctcLoss } from "../loss/ctc-loss.ts";
import { diceLoss } from "../loss/dice-loss.ts";
import { focalLoss } from "../loss/focal-loss.ts";
import { gaussianNegativeLogLikelihood } from "../loss/gaussian-negative-log-likelihood.ts";
import { hingeLoss } from "../loss/hinge-loss.ts";
import { huberLoss } from "../loss/huber-loss.ts";
import { infoNceLoss } from "../loss/info-nce-loss.ts";
import { klDivergence } from "../loss/kl-divergence.ts";
import { logCoshLoss } from "../loss/log-cosh-loss.ts";
import { logSoftmax } from "../loss/log-softmax.ts";
import { marginRankingLoss } from "../loss/margin-ranking-loss.ts";
import { meanAbsoluteError } from "../loss/mean-absolute-error.ts";
import { meanAbsolutePercentageError } from "../loss/mean-absolute-percentage-error.ts";
import { meanSquaredError } from "../loss/mean-squared-error.ts";
import { meanSquaredLogarithmicError } from "../loss/mean-squared-logarithmic-error.ts";
import { multiLabelSoftMarginLoss } from "../loss/multi-label-soft-margin-loss.ts";
import { negativeLogLikelihood } from "../loss/negative-log-likelihood.ts";
import { ntXentLoss } from "../loss/nt-xent-loss.ts";
import { poissonLoss } from "../loss/poisson-loss.ts";
import { sigmoidCrossEntropy } from "../loss/sigmoid-cross-entropy.ts";
import { smoothL1Loss } from "../loss/smooth-l1-loss.ts";
import { smoothedCrossEntropy } from "../loss/smoothed-cross-entropy.ts";
import { softTargetCrossEntropy } from "../loss/soft-target-cross-entropy.ts";
import { softmaxCrossEntropy } from "../loss/softmax-cross-entropy.ts";
import { softmax } from "../loss/softmax.ts";
import { sparseCategoricalCrossEntropy } from "../loss/sparse-categorical-cross-entropy.ts";
import { squaredHingeLoss } from "../loss/squared-hinge-loss.ts";
import { tripletMarginLoss } from "../loss/triplet-margin-loss.ts";
import { tverskyLoss } from "../loss/tversky-loss.ts";
import { diagonal } from "../matrix/diagonal.ts";
import { diag } from "../matrix/diagonal.ts";
import { eye } from "../matrix/eye.ts";
import { fillDiagonal } from "../matrix/fill-diagonal.ts";
import { matrixTrace } from "../matrix/matrix-trace.ts";
import { tril } from "../matrix/tril.ts";
import { triu } from "../matrix/triu.ts";
import { batchNormInference } from "../normalization/batch-norm-inference.ts";
import { batchNormUpdate } from "../normalization/batch-norm-update.ts";
import { batchNorm } from "../normalization/batch-norm.ts";
import { channelWindowSum } from "../normalization/channel-window-sum.ts";
import { groupNorm } from "../normalization/group-norm.ts";
import { instanceNorm } from "../normalization/instance-norm.ts";
import { l2Normalize } from "../normalization/l2-normalize.ts";
import { layerNorm } from "../normalization/layer-norm.ts";
import { localResponseNorm } from "../normalization/local-response-norm.ts";
import { rmsNorm } from "../normalization/rms-norm.ts";
import { standardize } from "../normalization/standardize.ts";
import { weightNorm } from "../normalization/weight-norm.ts";
import { averagePool } from "../pooling/average-pool.ts";
import { globalAveragePool } from "../pooling/global-average-pool.ts";
import { maxPool } from "../pooling/max-pool.ts";
import { windowArgmax } from "../pooling/window-maximum.ts";
import { windowGather } from "../pooling/window-maximum.ts";
import { windowScatter } from "../pooling/window-maximum.ts";
import { windowSum } from "../pooling/window-sum.ts";
import { windowSpread } from "../pooling/window-sum.ts";
import { bernoulli } from "../random/bernoulli.ts";
import { beta } from "../random/beta.ts";
import { binomial } from "../random/binomial.ts";
import { bitsToOpenUnit } from "../random/bits-to-open-unit.ts";
import { bitsToUnit } from "../random/bits-to-unit.ts";
import { boxMuller } from "../random/box-muller.ts";
import { categorical } from "../random/categorical.ts";
import { cauchy } from "../random/cauchy.ts";
import { chiSquare } from "../random/chi-square.ts";
import { dirichlet } from "../random/dirichlet.ts";
import { dropout } from "../random/dropout.ts";
import { exponential } from "../random/exponential.ts";
import { foldIn } from "../random/fold-in.ts";
import { gamma } from "../random/gamma.ts";
import { gumbel } from "../random/gumbel.ts";
import { laplace } from "../random/laplace.ts";
import { logNormal } from "../random/log-normal.ts";
import { logistic } from "../random/logistic.ts";
import { multivariateNormal } from "../random/multivariate-normal.ts";
import { normal } from "../random/normal.ts";
import { permutation } from "../random/permutation.ts";
import { poisson } from "../random/poisson.ts";
import { rademacher } from "../random/rademacher.ts";
import { randomBits } from "../random/random-bits.ts";
import { randomChoice } from "../random/random-choice.ts";
import { randomInteger } from "../random/random-integer.ts";
import { shuffle } from "../random/shuffle.ts";
import { splitKey } from "../random/split-key.ts";
import { standardGamma } from "../random/standard-gamma.ts";
import { standardLogGamma } from "../random/standard-gamma.ts";
import { studentT } from "../random/student-t.ts";
import { truncatedNormal } from "../random/truncated-normal.ts";
import { uniform } from "../random/uniform.ts";
import { unitToCauchy } from "../random/unit-to-cauchy.ts";
import { allClose } from "../reduction/all-close.ts";
import { all } from "../reduction/all.ts";
import { any } from "../reduction/any.ts";
import { argmax } from "../reduction/argmax.ts";
import { argmin } from "../reduction/argmin.ts";
import { correlation } from "../reduction/correlation.ts";
import { countNonzero } from "../reduction/count-nonzero.ts";
import { covariance } from "../reduction/covariance.ts";
import { geometricMean } from "../reduction/geometric-mean.ts";
import { logMeanExp } from "../reduction/log-mean-exp.ts";
import { logsumexp } from "../reduction/logsumexp.ts";
import { max } from "../reduction/max.ts";
import { mean } from "../reduction/mean.ts";
import { min } from "../reduction/min.ts";
import { nanMean } from "../reduction/nan-mean.ts";
import { nanSum } from "../reduction/nan-sum.ts";
import { norm } from "../reduction/norm.ts";
import { prod } from "../reduction/prod.ts";
import { rootMeanSquare } from "../reduction/root-mean-square.ts";
import { standardDeviation } from "../reduction/standard-deviation.ts";
import { sumOfSquares } from "../reduction/sum-of-squares.ts";
import { sum } from "../reduction/sum.ts";
import { variance } from "../reduction/variance.ts";
import { weightedMean } from "../reduction/weighted-mean.ts";
import { ceil } from "../rounding/ceil.ts";
import { floor } from "../rounding/floor.ts";
import { round } from "../rounding/round.ts";
import { trunc } from "../rounding/trunc.ts";
import { arange } from "../shape/arange.ts";
import { broadcastTogether } from "../shape/broadcast-together.ts";
import { circularPad } from "../shape/circular-pad.ts";
import { concat } from "../shape/concat.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { flatten } from "../shape/flatten.ts";
import { flip } from "../shape/flip.ts";
import { linspace } from "../shape/linspace.ts";
import { meshgrid } from "../shape/meshgrid.ts";
import { mirrorPad } from "../shape/mirror-pad.ts";
import { moveAxis } from "../shape/move-axis.ts";
import { pad } from "../shape/pad.ts";
import { repeat } from "../shape/repeat.ts";
import { reshape } from "../shape/reshape.ts";
import { roll } from "../shape/roll.ts";
import { slice } from "../shape/slice.ts";
import { unslice } from "../shape/slice.ts";
import { squeeze } from "../shape/squeeze.ts";
import { stack } from "../shape/stack.ts";
import { stridedSlice } from "../shape/strided-slice.ts";
import { swapAxes } from "../shape/swap-axes.ts";
import { tile } from "../shape/tile.ts";
import { transpose } from "../shape/transpose.ts";
import { unfold } from "../shape/unfold.ts";
import { foldTogether } from "../shape/unfold.ts";
import { unstack } from "../shape/unstack.ts";
import { argsort } from "../sorting/argsort.ts";
import { kthValue } from "../sorting/kth-value.ts";
import { median } from "../sorting/median.ts";
import { quantile } from "../sorting/quantile.ts";
import { searchSorted } from "../sorting/search-sorted.ts";
import { sort } from "../sorting/sort.ts";
import { topK } from "../sorting/top-k.ts";
import { digamma } from "../special/digamma.ts";
import { entr } from "../special/entr.ts";
import { erfcx } from "../special/erfcx.ts";
import { erfcxSlope } from "../special/erfcx.ts";
import { erfinv } from "../special/erfinv.ts";
import { i0 } from "../special/i0.ts";
import { i1 } from "../special/i0.ts";
import { i1Slope } from "../special/i0.ts";
import { i0e } from "../special/i0e.ts";
import { i1e } from "../special/i0e.ts";
import { i1eSlope } from "../special/i0e.ts";
import { igammaDerivative } from "../special/igamma-derivative.ts";
import { igamma } from "../special/igamma.ts";
import { igammac } from "../special/igammac.ts";
import { lgamma } from "../special/lgamma.ts";
import { logBeta } from "../special/log-beta.ts";
import { logNdtr } from "../special/log-ndtr.ts";
import { logNdtrSlope } from "../special/log-ndtr.ts";
import { logit } from "../special/logit.ts";
import { ndtr } from "../special/ndtr.ts";
import { ndtri } from "../special/ndtri.ts";
import { polygamma } from "../special/polygamma.ts";
import { sinc } from "../special/sinc.ts";
import { xlog1py } from "../special/xlog1py.ts";
import { xlogy } from "../special/xlogy.ts";
import { zeta } from "../special/zeta.ts";
import { cast } from "../structure/cast.ts";
import { stopGradient } from "../structure/stop-gradient.ts";
import { acos } from "../trigonometric/acos.ts";
import { acosh } from "../trigonometric/acosh.ts";
import { asin } from "../trigonometric/asin.ts";
import { asinh } from "../trigonometric/asinh.ts";
import { atan } from "../trigonometric/atan.ts";
import { atan2 } from "../trigonometric/atan2.ts";
import { atanh } from "../trigonometric/atanh.ts";
import { cos } from "../trigonometric/cos.ts";
import { cosh } from "../trigonometric/cosh.ts";
import { sin } from "../trigonometric/sin.ts";
import { sinh } from "../trigonometric/sinh.ts";
import { tan } from "../trigonometric/tan.ts";
import { tanh } from "../trigonometric/tanh.ts";
import { tanhSlope } from "../trigonometric/tanh.ts";

/** All ops of this package, by family. */
export const allOps: readonly OpValue[] = Array.of<OpValue>(
  // Each is held to the type by itself. Of a literal, the compiler would compare all their types with each other.
  celu,
  elu,
  gelu,
  glu,
  gumbelSoftmax,
  hardShrink,
  hardSigmoid,
  hardSwish,
  hardTanh,
  leakyRelu,
  logSigmoid,
  maxout,
  mish,
  prelu,
  quickGelu,
  relu,
  relu6,
  selu,
  sigmoid,
  sigmoidSlope,
  silu,
  softShrink,
  softmin,
  softplus,
  softsign,
  sparsePlus,
  squaredRelu,
  squareplus,
  swiglu,
  tanhShrink,
  threshold,
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
  alibiBias,
  multiHeadAttention,
  rotaryEmbedding,
  scaledDotProductAttention,
  sinusoidalPositions,
  bitAnd,
  bitNot,
  bitOr,
  bitXor,
  gcd,
  lcm,
  popCount,
  shiftLeft,
  shiftRightArithmetic,
  shiftRight,
  equal,
  greaterEqual,
  greater,
  isClose,
  isFinite,
  isInfinite,
  isNan,
  lessEqual,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
  where,
  conv1d,
  conv2dTranspose,
  conv2d,
  convolution,
  convolutionTranspose,
  convolutionWeights,
  convolve,
  convolveWeights,
  depthwiseConv2d,
  interleave,
  cummax,
  cummin,
  cumprod,
  cumsum,
  logCumsumExp,
  shifted,
  cdist,
  cosineSimilarity,
  euclideanDistance,
  hammingDistance,
  mahalanobisDistance,
  manhattanDistance,
  pairwiseCosine,
  squaredDistances,
  cbrt,
  erf,
  erfc,
  exp,
  exp2,
  expm1,
  log,
  log10,
  log1p,
  log2,
  logaddexp,
  rsqrt,
  sqrt,
  blackmanWindow,
  fftFrequencies,
  fft,
  fft2,
  fftshift,
  ifftshift,
  fourierMatrix,
  fastFourierRows,
  hammingWindow,
  hannWindow,
  ifft,
  ifft2,
  irfft,
  rfftFrequencies,
  rfft,
  weighHalfSpectrum,
  depthToSpace,
  spaceToDepth,
  im2col,
  col2im,
  extractPatches,
  addPatches,
  resampleLinear,
  collectLinear,
  resampleNearest,
  collectNearest,
  resizeBilinear,
  resizeNearest,
  bincount,
  dynamicSlice,
  dynamicUpdateSlice,
  gatherNd,
  scatterNd,
  histogram,
  iota,
  oneHot,
  pick,
  unpick,
  scatterAlong,
  scatterMax,
  scatterMin,
  scatterMultiply,
  scatterSet,
  segmentMax,
  segmentMean,
  segmentMin,
  segmentProduct,
  segmentSum,
  takeAlong,
  scatterAddAlong,
  take,
  scatterAdd,
  updateSlice,
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
  rootOfSquares,
  matrixNorm,
  pinv,
  qr,
  quotientByGap,
  solve,
  svd,
  triangularSolve,
  weighTriangles,
  bilinear,
  contract,
  cross,
  dot,
  einsum,
  inner,
  kron,
  matmul,
  matrixPower,
  matvec,
  multiDot,
  outer,
  tensordot,
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
  diagonal,
  diag,
  eye,
  fillDiagonal,
  matrixTrace,
  tril,
  triu,
  batchNormInference,
  batchNormUpdate,
  batchNorm,
  channelWindowSum,
  groupNorm,
  instanceNorm,
  l2Normalize,
  layerNorm,
  localResponseNorm,
  rmsNorm,
  standardize,
  weightNorm,
  averagePool,
  globalAveragePool,
  maxPool,
  windowArgmax,
  windowGather,
  windowScatter,
  windowSum,
  windowSpread,
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
  ceil,
  floor,
  round,
  trunc,
  arange,
  broadcastTogether,
  circularPad,
  concat,
  expandDims,
  flatten,
  flip,
  linspace,
  meshgrid,
  mirrorPad,
  moveAxis,
  pad,
  repeat,
  reshape,
  roll,
  slice,
  unslice,
  squeeze,
  stack,
  stridedSlice,
  swapAxes,
  tile,
  transpose,
  unfold,
  foldTogether,
  unstack,
  argsort,
  kthValue,
  median,
  quantile,
  searchSorted,
  sort,
  topK,
  digamma,
  entr,
  erfcx,
  erfcxSlope,
  erfinv,
  i0,
  i1,
  i1Slope,
  i0e,
  i1e,
  i1eSlope,
  igammaDerivative,
  igamma,
  igammac,
  lgamma,
  logBeta,
  logNdtr,
  logNdtrSlope,
  logit,
  ndtr,
  ndtri,
  polygamma,
  sinc,
  xlog1py,
  xlogy,
  zeta,
  cast,
  stopGradient,
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cos,
  cosh,
  sin,
  sinh,
  tan,
  tanh,
  tanhSlope,
);
