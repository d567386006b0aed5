/** A block of a transformer's encoder. */
import { checkOptions } from "@rensa/core";
import type { Shape, Tensor } from "@rensa/core";
import type { Layer } from "../layer.ts";
import type { AffineParameters } from "../layers/affine-parameters.ts";
import { checkSize } from "../layers/checks.ts";
import { initializeChildren } from "../layers/child.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import type { ApplyContext } from "../model.ts";
import { attentionOptions } from "./attention-options.ts";
import type { BlockOptions } from "./block-options.ts";
import { feedForward, type FeedForwardParameters } from "./feed-forward.ts";
import { multiHeadAttention, type AttentionParameters } from "./multi-head-attention.ts";
import { residualParts } from "./residual-parts.ts";
import { asSequences, type SameSequences, type Sequences } from "./sequences.ts";

/** The parameters of a block of self-attention and a feed-forward part, each with its norm. */
export type SelfAttentionParameters<W extends number = number> = Readonly<{
  attention: AttentionParameters<W>;
  attentionNorm: AffineParameters<readonly [W]>;
  feedForward: FeedForwardParameters<W>;
  feedForwardNorm: AffineParameters<readonly [W]>;
}>;

/** How a {@link transformerEncoderBlock} is made. */
export interface EncoderBlockOptions extends BlockOptions {
  /** Each row sees itself and those before it only. Default: false. */
  readonly causal?: boolean;
}

/** A block of self-attention. `apply` lets every row see every other one, or with `causal` those before it. */
export interface SelfAttentionBlock<W extends number, K extends string> extends Layer<
  SelfAttentionParameters<W>,
  SameSequences<K, W>,
  "f32",
  K
> {
  /**
   * `apply` where some rows are not seen: true in the mask where a row sees another; it broadcasts to `[batch, heads,
   * time, time]`, so one that hides the padding of each example is `[batch, 1, 1, time]`.
   *
   * @param parameters - The block's parameters.
   * @param inputs - A batch.
   * @param mask - Which rows are seen, `[batch, time]`.
   * @param context - What the layer is told: the random key, and whether it is in training.
   */
  applyMasked(
    parameters: SelfAttentionParameters<W>,
    inputs: Tensor<Shape, "f32">,
    mask: Tensor<Shape, "bool">,
    context: ApplyContext,
  ): Sequences<W>;
}

/**
 * A block of a transformer's encoder (Vaswani et al. 2017; as PyTorch's `TransformerEncoderLayer` with `batch_first`): rows
 * plus their self-attention, plus a feed-forward part of each row. `[batch, time, width]` stays as it is.
 *
 * With `norm: "before"` (the default) `h = x + attention(norm(x))` and `h + feedForward(norm(h))`; with `"after"` `h =
 * norm(x + attention(x))` and `norm(h + feedForward(h))`.
 *
 * @param width - Features of each position: the length of the last axis.
 * @param heads - The number of heads, which divides the width.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a width that the heads do not divide, sizes that are no whole numbers
 *   from 1, or
 *   dropout out of range; in `apply` `RANK_MISMATCH` and `SHAPE_MISMATCH`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { transformerEncoderBlock } from "@rensa/nn";
 *
 * const block = transformerEncoderBlock(32, 4, { hidden: 64, dropout: 0.1 });
 * const traced = trace({ x: f32(8, 20, 32), key: i32(2) }, ({ x, key }) =>
 *   block.apply(block.initialize(key), x, { training: true, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function transformerEncoderBlock<const W extends number>(
  width: W,
  heads: number,
  options: EncoderBlockOptions = {},
): SelfAttentionBlock<W, "transformerEncoderBlock"> {
  checkOptions("transformerEncoderBlock", options, [
    "causal",
    "hidden",
    "activation",
    "rotary",
    "dropout",
    "norm",
    "epsilon",
    "initializer",
  ]);
  return selfAttentionBlock("transformerEncoderBlock", width, heads, options);
}

/** A block of self-attention under any name. */
export function selfAttentionBlock<W extends number, K extends string>(
  kind: K,
  width: W,
  heads: number,
  options: EncoderBlockOptions,
): SelfAttentionBlock<W, K> {
  checkSize(kind, "features", width);
  const { epsilon = 1e-5 } = options;
  const attention = multiHeadAttention(width, heads, attentionOptions(options));
  const eachRow = feedForward(kind, width, options);
  const children = {
    attention,
    attentionNorm: layerNorm(width, { epsilon }),
    feedForward: eachRow,
    feedForwardNorm: layerNorm(width, { epsilon }),
  };
  const around = residualParts(children, options);
  const run = (
    parameters: SelfAttentionParameters<W>,
    inputs: Tensor<Shape, "f32">,
    context: ApplyContext,
    mask?: Tensor<Shape, "bool">,
  ): Sequences<W> => {
    const x = asSequences(kind, inputs, width);
    const attended = around("attention", parameters, x, context, (rows, inner) =>
      attention.attend(parameters.attention, rows, rows, inner, { mask }),
    );
    return around("feedForward", parameters, attended, context, (rows, inner) =>
      eachRow.apply(parameters.feedForward, rows, inner),
    ) as Sequences<W>;
  };
  const layer = defineLayer<SelfAttentionParameters<W>, SameSequences<K, W>, "f32", K>({
    kind,
    initialize: (key) => initializeChildren(children, key) as SelfAttentionParameters<W>,
    apply: run,
  });
  return {
    ...layer,
    applyMasked: (parameters, inputs, mask, context) => run(parameters, inputs, context, mask),
  };
}
