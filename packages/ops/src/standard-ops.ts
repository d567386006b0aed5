/** The plugin of all ops of this package, for registries. */
import type { Plugin } from "@rensa/core";
import { neg } from "./arithmetic/neg.ts";
import { add } from "./arithmetic/add.ts";
import { sub } from "./arithmetic/sub.ts";
import { mul } from "./arithmetic/mul.ts";
import { div } from "./arithmetic/div.ts";
import { abs } from "./arithmetic/abs.ts";
import { sign } from "./arithmetic/sign.ts";
import { square } from "./arithmetic/square.ts";
import { reciprocal } from "./arithmetic/reciprocal.ts";
import { pow } from "./arithmetic/pow.ts";
import { maximum } from "./arithmetic/maximum.ts";
import { minimum } from "./arithmetic/minimum.ts";
import { remainder } from "./arithmetic/remainder.ts";
import { squaredDifference } from "./arithmetic/squared-difference.ts";
import { clamp } from "./arithmetic/clamp.ts";
import { less } from "./comparison/less.ts";
import { lessEqual } from "./comparison/less-equal.ts";
import { greater } from "./comparison/greater.ts";
import { greaterEqual } from "./comparison/greater-equal.ts";
import { equal } from "./comparison/equal.ts";
import { notEqual } from "./comparison/not-equal.ts";
import { logicalAnd } from "./comparison/logical-and.ts";
import { logicalOr } from "./comparison/logical-or.ts";
import { logicalXor } from "./comparison/logical-xor.ts";
import { logicalNot } from "./comparison/logical-not.ts";
import { isFinite } from "./comparison/is-finite.ts";
import { isNan } from "./comparison/is-nan.ts";
import { where } from "./comparison/where.ts";
import { exp } from "./exponential/exp.ts";
import { expm1 } from "./exponential/expm1.ts";
import { exp2 } from "./exponential/exp2.ts";
import { log } from "./exponential/log.ts";
import { log1p } from "./exponential/log1p.ts";
import { log2 } from "./exponential/log2.ts";
import { log10 } from "./exponential/log10.ts";
import { sqrt } from "./exponential/sqrt.ts";
import { rsqrt } from "./exponential/rsqrt.ts";
import { erf } from "./exponential/erf.ts";
import { erfc } from "./exponential/erfc.ts";
import { sin } from "./trigonometric/sin.ts";
import { cos } from "./trigonometric/cos.ts";
import { tan } from "./trigonometric/tan.ts";
import { asin } from "./trigonometric/asin.ts";
import { acos } from "./trigonometric/acos.ts";
import { atan } from "./trigonometric/atan.ts";
import { sinh } from "./trigonometric/sinh.ts";
import { cosh } from "./trigonometric/cosh.ts";
import { tanh } from "./trigonometric/tanh.ts";
import { asinh } from "./trigonometric/asinh.ts";
import { acosh } from "./trigonometric/acosh.ts";
import { atanh } from "./trigonometric/atanh.ts";
import { atan2 } from "./trigonometric/atan2.ts";
import { floor } from "./rounding/floor.ts";
import { ceil } from "./rounding/ceil.ts";
import { trunc } from "./rounding/trunc.ts";
import { round } from "./rounding/round.ts";
import { relu } from "./activation/relu.ts";
import { relu6 } from "./activation/relu6.ts";
import { sigmoid } from "./activation/sigmoid.ts";
import { logSigmoid } from "./activation/log-sigmoid.ts";
import { softplus } from "./activation/softplus.ts";
import { silu } from "./activation/silu.ts";
import { mish } from "./activation/mish.ts";
import { softsign } from "./activation/softsign.ts";
import { hardSigmoid } from "./activation/hard-sigmoid.ts";
import { hardSwish } from "./activation/hard-swish.ts";
import { selu } from "./activation/selu.ts";
import { leakyRelu } from "./activation/leaky-relu.ts";
import { elu } from "./activation/elu.ts";
import { gelu } from "./activation/gelu.ts";
import { reshape } from "./shape/reshape.ts";
import { transpose } from "./shape/transpose.ts";
import { slice } from "./shape/slice.ts";
import { unslice } from "./shape/slice.ts";
import { pad } from "./shape/pad.ts";
import { concat } from "./shape/concat.ts";
import { expandDims } from "./shape/expand-dims.ts";
import { squeeze } from "./shape/squeeze.ts";
import { stack } from "./shape/stack.ts";
import { flip } from "./shape/flip.ts";
import { sum } from "./reduction/sum.ts";
import { max } from "./reduction/max.ts";
import { min } from "./reduction/min.ts";
import { mean } from "./reduction/mean.ts";
import { logsumexp } from "./reduction/logsumexp.ts";
import { variance } from "./reduction/variance.ts";
import { prod } from "./reduction/prod.ts";
import { argmax } from "./reduction/argmax.ts";
import { argmin } from "./reduction/argmin.ts";
import { cast } from "./structure/cast.ts";
import { stopGradient } from "./structure/stop-gradient.ts";
import { matmul } from "./linear/matmul.ts";
import { conv1d } from "./convolution/conv1d.ts";
import { conv2d } from "./convolution/conv2d.ts";
import { conv2dTranspose } from "./convolution/conv2d-transpose.ts";
import { depthwiseConv2d } from "./convolution/depthwise-conv2d.ts";
import { convolution, convolutionTranspose, convolutionWeights } from "./convolution/convolution.ts";
import { convolve, convolveWeights } from "./convolution/convolve.ts";
import { interleave } from "./convolution/interleave.ts";
import { maxPool } from "./pooling/max-pool.ts";
import { averagePool } from "./pooling/average-pool.ts";
import { globalAveragePool } from "./pooling/global-average-pool.ts";
import { windowArgmax, windowGather, windowScatter } from "./pooling/window-maximum.ts";
import { windowSpread, windowSum } from "./pooling/window-sum.ts";
import { iota } from "./indexing/iota.ts";
import { oneHot } from "./indexing/one-hot.ts";
import { take } from "./indexing/take.ts";
import { scatterAdd } from "./indexing/take.ts";
import { pick } from "./indexing/pick.ts";
import { softmax } from "./loss/softmax.ts";
import { logSoftmax } from "./loss/log-softmax.ts";
import { softmaxCrossEntropy } from "./loss/softmax-cross-entropy.ts";
import { sigmoidCrossEntropy } from "./loss/sigmoid-cross-entropy.ts";
import { meanSquaredError } from "./loss/mean-squared-error.ts";
import { randomBits } from "./random/random-bits.ts";
import { uniform } from "./random/uniform.ts";
import { bitsToUnit } from "./random/bits-to-unit.ts";
import { boxMuller } from "./random/box-muller.ts";
import { normal } from "./random/normal.ts";
import { bernoulli } from "./random/bernoulli.ts";
import { dropout } from "./random/dropout.ts";
import { foldIn } from "./random/fold-in.ts";

/**
 * All ops of this package, as a plugin.
 *
 * @example
 * ```ts
 * import { standardOps } from "@rensa/ops";
 * import { registry } from "@rensa/core";
 *
 * const ops = registry(standardOps);
 * ```
 */
export const standardOps: Plugin = {
  name: "@rensa/ops",
  ops: [
    neg,
    add,
    sub,
    mul,
    div,
    abs,
    sign,
    square,
    reciprocal,
    pow,
    maximum,
    minimum,
    remainder,
    squaredDifference,
    clamp,
    less,
    lessEqual,
    greater,
    greaterEqual,
    equal,
    notEqual,
    logicalAnd,
    logicalOr,
    logicalXor,
    logicalNot,
    isFinite,
    isNan,
    where,
    exp,
    expm1,
    exp2,
    log,
    log1p,
    log2,
    log10,
    sqrt,
    rsqrt,
    erf,
    erfc,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    sinh,
    cosh,
    tanh,
    asinh,
    acosh,
    atanh,
    atan2,
    floor,
    ceil,
    trunc,
    round,
    relu,
    relu6,
    sigmoid,
    logSigmoid,
    softplus,
    silu,
    mish,
    softsign,
    hardSigmoid,
    hardSwish,
    selu,
    leakyRelu,
    elu,
    gelu,
    reshape,
    transpose,
    slice,
    unslice,
    pad,
    concat,
    expandDims,
    squeeze,
    stack,
    flip,
    sum,
    max,
    min,
    mean,
    logsumexp,
    variance,
    prod,
    argmax,
    argmin,
    cast,
    stopGradient,
    matmul,
    conv1d,
    conv2d,
    conv2dTranspose,
    depthwiseConv2d,
    convolution,
    convolutionTranspose,
    convolutionWeights,
    convolve,
    convolveWeights,
    interleave,
    maxPool,
    averagePool,
    globalAveragePool,
    windowArgmax,
    windowGather,
    windowScatter,
    windowSum,
    windowSpread,
    iota,
    oneHot,
    take,
    scatterAdd,
    pick,
    softmax,
    logSoftmax,
    softmaxCrossEntropy,
    sigmoidCrossEntropy,
    meanSquaredError,
    randomBits,
    uniform,
    bitsToUnit,
    boxMuller,
    normal,
    bernoulli,
    dropout,
    foldIn,
  ],
};
