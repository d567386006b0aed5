/** The ops of activation, for registries. */
import type { OpValue } from "@rensa/core";
import { celu } from "./celu.ts";
import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { glu } from "./glu.ts";
import { gumbelSoftmax } from "./gumbel-softmax.ts";
import { hardShrink } from "./hard-shrink.ts";
import { hardSigmoid } from "./hard-sigmoid.ts";
import { hardSwish } from "./hard-swish.ts";
import { hardTanh } from "./hard-tanh.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { logSigmoid } from "./log-sigmoid.ts";
import { maxout } from "./maxout.ts";
import { mish } from "./mish.ts";
import { prelu } from "./prelu.ts";
import { quickGelu } from "./quick-gelu.ts";
import { relu } from "./relu.ts";
import { relu6 } from "./relu6.ts";
import { selu } from "./selu.ts";
import { sigmoid, sigmoidSlope } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softShrink } from "./soft-shrink.ts";
import { softmin } from "./softmin.ts";
import { softplus } from "./softplus.ts";
import { softsign } from "./softsign.ts";
import { sparsePlus } from "./sparse-plus.ts";
import { squaredRelu } from "./squared-relu.ts";
import { squareplus } from "./squareplus.ts";
import { swiglu } from "./swiglu.ts";
import { tanhShrink } from "./tanh-shrink.ts";
import { threshold } from "./threshold.ts";

/** All ops of this folder, inner ones too. */
export const activationOps: readonly OpValue[] = [
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
];
