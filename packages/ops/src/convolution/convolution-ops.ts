/** The ops of convolution, for registries. */
import type { OpValue } from "@rensa/core";
import { conv1d } from "./conv1d.ts";
import { conv2dTranspose } from "./conv2d-transpose.ts";
import { conv2d } from "./conv2d.ts";
import { convolution, convolutionTranspose, convolutionWeights } from "./convolution.ts";
import { convolve, convolveWeights } from "./convolve.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { interleave } from "./interleave.ts";

/** All ops of this folder, inner ones too. */
export const convolutionOps: readonly OpValue[] = [
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
];
