/** The ops of normalization, for registries. */
import type { OpValue } from "@rensa/core";
import { batchNormInference } from "./batch-norm-inference.ts";
import { batchNormUpdate } from "./batch-norm-update.ts";
import { batchNorm } from "./batch-norm.ts";
import { channelWindowSum } from "./channel-window-sum.ts";
import { groupNorm } from "./group-norm.ts";
import { instanceNorm } from "./instance-norm.ts";
import { l2Normalize } from "./l2-normalize.ts";
import { layerNorm } from "./layer-norm.ts";
import { localResponseNorm } from "./local-response-norm.ts";
import { rmsNorm } from "./rms-norm.ts";
import { standardize } from "./standardize.ts";
import { weightNorm } from "./weight-norm.ts";

/** All ops of this folder, inner ones too. */
export const normalizationOps: readonly OpValue[] = [
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
];
