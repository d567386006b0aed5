/** A block of a transformer that has a decoder alone. */
import { checkOptions } from "@rensa/core";
import type { BlockOptions } from "./block-options.ts";
import { selfAttentionBlock, type SelfAttentionBlock } from "./transformer-encoder-block.ts";

/**
 * A block of a transformer that has a decoder alone, as a language model has: `transformerEncoderBlock` in which each row
 * sees itself and those before it only. `[batch, time, width]` stays as it is. `crossAttentionDecoderBlock` attends
 * to a memory too.
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
 * import { transformerDecoderBlock } from "@rensa/nn";
 *
 * const block = transformerDecoderBlock(32, 4, { rotary: true });
 * const traced = trace({ x: f32(8, 20, 32), key: i32(2) }, ({ x, key }) =>
 *   block.apply(block.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function transformerDecoderBlock<const W extends number>(
  width: W,
  heads: number,
  options: BlockOptions = {},
): SelfAttentionBlock<W, "transformerDecoderBlock"> {
  checkOptions("transformerDecoderBlock", options, [
    "hidden",
    "activation",
    "rotary",
    "dropout",
    "norm",
    "epsilon",
    "initializer",
  ]);
  return selfAttentionBlock("transformerDecoderBlock", width, heads, { ...options, causal: true });
}
