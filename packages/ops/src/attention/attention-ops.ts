/** The ops of attention, for registries. */
import type { OpValue } from "@rensa/core";
import { alibiBias } from "./alibi-bias.ts";
import { multiHeadAttention } from "./multi-head-attention.ts";
import { rotaryEmbedding } from "./rotary-embedding.ts";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";
import { sinusoidalPositions } from "./sinusoidal-positions.ts";

/** All ops of this folder, inner ones too. */
export const attentionOps: readonly OpValue[] = [
  alibiBias,
  multiHeadAttention,
  rotaryEmbedding,
  scaledDotProductAttention,
  sinusoidalPositions,
];
