/** Which of a block's options are those of its attention. */
import type { BlockOptions } from "./block-options.ts";
import type { MultiHeadAttentionOptions } from "./multi-head-attention.ts";

/** What the attention of a block is told of its options. */
export function attentionOptions({
  causal,
  rotary,
  dropout,
  initializer,
}: BlockOptions & MultiHeadAttentionOptions): MultiHeadAttentionOptions {
  return {
    ...(causal === undefined ? {} : { causal }),
    ...(rotary === undefined ? {} : { rotary }),
    ...(dropout === undefined ? {} : { dropout }),
    ...(initializer === undefined ? {} : { initializer }),
  };
}
