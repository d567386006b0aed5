/** How transformer blocks are made. */
import type { Shape, Tensor } from "@rensa/core";
import type { Initializer } from "../initializers/initializer.ts";
import type { RotaryOptions } from "./multi-head-attention.ts";

/** How a transformer block is made. */
export interface BlockOptions {
  /** The width between the two products of the feed-forward part. Default: four times the block's. */
  readonly hidden?: number;
  /** The function between them, elementwise. Default: `gelu`; PyTorch's and the paper's is `relu`. */
  readonly activation?: (x: Tensor<Shape, "f32">) => Tensor<Shape, "f32">;
  /** Queries and keys of the self-attention are rotated by their positions. Default: false. */
  readonly rotary?: boolean | RotaryOptions;
  /**
   * The probability that an element is dropped while training: of the attention weights, of what each part adds, and
   * after the activation. Default: 0; PyTorch's is 0.1.
   */
  readonly dropout?: number;
  /**
   * Where the norm of each part stands: `"before"` it, inside of the residual connection, which trains without a warm-up
   * (Xiong et al. 2020) and wants a norm after the last block; or `"after"` the sum, as in the paper and, by default, in
   * PyTorch. Default: `"before"`.
   */
  readonly norm?: "before" | "after";
  /** What is added to the variance in the norms. Default: 1e-5. */
  readonly epsilon?: number;
  /** What weights start from; biases start from 0. Default: `glorotUniform()`. */
  readonly initializer?: Initializer;
}
