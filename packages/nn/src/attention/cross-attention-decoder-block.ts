/** A block of a transformer's decoder, with attention to what an encoder gave. */
import { checkOptions } from "@rensa/core";
import type { Shape, Tensor } from "@rensa/core";
import { logicalAnd, reshape } from "@rensa/ops";
import type { AffineParameters } from "../layers/affine-parameters.ts";
import { checkSize } from "../layers/checks.ts";
import { initializeChildren } from "../layers/child.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import type { ApplyContext, Lengths, Model } from "../model.ts";
import { checkLengths, withinLengths } from "../sequences/lengths.ts";
import { attentionOptions } from "./attention-options.ts";
import type { BlockOptions } from "./block-options.ts";
import { feedForward } from "./feed-forward.ts";
import { multiHeadAttention, type AttentionParameters } from "./multi-head-attention.ts";
import { residualParts } from "./residual-parts.ts";
import { asSequences, type Sequences } from "./sequences.ts";
import type { SelfAttentionParameters } from "./transformer-encoder-block.ts";

/** The parameters of a decoder block with attention to a memory. */
export type CrossAttentionParameters<W extends number = number> = SelfAttentionParameters<W> &
  Readonly<{ crossAttention: AttentionParameters<W>; crossAttentionNorm: AffineParameters<readonly [W]> }>;

/** What a {@link crossAttentionDecoderBlock} reads. */
export type CrossAttentionInputs = Readonly<{
  /** `[batch, time, width]`. */
  inputs: Tensor<Shape, "f32">;
  /** What an encoder gave, `[batch, memory's time, width]`. */
  memory: Tensor<Shape, "f32">;
  /** How long each memory is, where they are padded: what is behind is not seen. Default: all are as long as they stand there. */
  memoryLengths?: Lengths;
}>;

/** A decoder block with attention to a memory: a model of two inputs. */
export interface CrossAttentionBlock<W extends number = number> extends Model<
  CrossAttentionParameters<W>,
  CrossAttentionInputs,
  Sequences<W>
> {
  readonly kind: "crossAttentionDecoderBlock";
  /**
   * `apply` where some rows of the memory are not seen: true where they are; it broadcasts to `[batch, heads, time, memory's time]`.
   *
   * @param parameters - The block's parameters.
   * @param inputs - A batch.
   * @param memoryMask - Which rows of the memory are seen, `[batch, memory's time]`.
   * @param context - What the layer is told: the random key, and whether it is in training.
   */
  applyMasked(
    parameters: CrossAttentionParameters<W>,
    inputs: CrossAttentionInputs,
    memoryMask: Tensor<Shape, "bool">,
    context: ApplyContext,
  ): Sequences<W>;
}

/**
 * A block of a transformer's decoder (Vaswani et al. 2017; as PyTorch's `TransformerDecoderLayer` with `batch_first` and a
 * causal mask): rows plus their causal self-attention, plus their attention to a memory, plus a feed-forward part of each
 * row, each with its norm as in `transformerEncoderBlock`. The result is like the inputs.
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
 * import { crossAttentionDecoderBlock } from "@rensa/nn";
 *
 * const block = crossAttentionDecoderBlock(32, 4);
 * const traced = trace({ inputs: f32(8, 20, 32), memory: f32(8, 10, 32), key: i32(2) }, ({ inputs, memory, key }) =>
 *   block.apply(block.initialize(key), { inputs, memory }, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function crossAttentionDecoderBlock<const W extends number>(
  width: W,
  heads: number,
  options: BlockOptions = {},
): CrossAttentionBlock<W> {
  checkOptions("crossAttentionDecoderBlock", options, [
    "hidden",
    "activation",
    "rotary",
    "dropout",
    "norm",
    "epsilon",
    "initializer",
  ]);
  const kind = "crossAttentionDecoderBlock";
  checkSize(kind, "features", width);
  const { epsilon = 1e-5 } = options;
  const attention = multiHeadAttention(width, heads, { ...attentionOptions(options), causal: true });
  // Positions of two sequences have no distance between them.
  const crossAttention = multiHeadAttention(width, heads, { ...attentionOptions(options), rotary: false });
  const eachRow = feedForward(kind, width, options);
  const children = {
    attention,
    attentionNorm: layerNorm(width, { epsilon }),
    crossAttention,
    crossAttentionNorm: layerNorm(width, { epsilon }),
    feedForward: eachRow,
    feedForwardNorm: layerNorm(width, { epsilon }),
  };
  const around = residualParts(children, options);
  const run = (
    parameters: CrossAttentionParameters<W>,
    { inputs, memory, memoryLengths }: CrossAttentionInputs,
    context: ApplyContext,
    given?: Tensor<Shape, "bool">,
  ): Sequences<W> => {
    const x = asSequences(kind, inputs, width);
    const mask = memoryLengths === undefined ? given : seenOf(memory, memoryLengths, given);
    const attended = around("attention", parameters, x, context, (rows, inner) =>
      attention.attend(parameters.attention, rows, rows, inner),
    );
    const crossed = around("crossAttention", parameters, attended, context, (rows, inner) =>
      crossAttention.attend(parameters.crossAttention, rows, memory, inner, { mask }),
    );
    return around("feedForward", parameters, crossed, context, (rows, inner) =>
      eachRow.apply(parameters.feedForward, rows, inner),
    ) as Sequences<W>;
  };
  return {
    kind,
    initialize: (key) => initializeChildren(children, key) as CrossAttentionParameters<W>,
    apply: run,
    applyMasked: (parameters, inputs, memoryMask, context) => run(parameters, inputs, context, memoryMask),
  };
}

/** What of a padded memory is seen. */
function seenOf({ shape }: Tensor, lengths: Lengths, mask: Tensor<Shape, "bool"> | undefined): Tensor<Shape, "bool"> {
  checkLengths("crossAttentionDecoderBlock: of the memory", lengths, shape);
  const [batch = 0, time = 0] = shape;
  const real: Tensor<Shape, "bool"> = reshape(withinLengths(lengths, time), [batch, 1, 1, time]);
  return mask === undefined ? real : logicalAnd(real, mask);
}
