/** The contract of a model: parameters, and a function of them. Layers meet it, and so does anything written in plain ops. */
import type { Tensor, TensorTree } from "@rensa/core";

/** A random key: two words. `foldIn` and `splitKey` of `@rensa/ops` make others of it. */
export type Key = Tensor<readonly [2], "i32">;

/** How long each sequence of a batch is, `[batch]`. */
export type Lengths = Tensor<readonly [number], "i32">;

/** What a model is told beside its inputs. */
export interface ApplyContext {
  /** True while training: dropout is on, batch norm uses the batch. */
  readonly training: boolean;
  /** A random key, another one at every step. */
  readonly key: Key;
  /**
   * How long each sequence of the batch is, where they are padded to one length: what is behind does not count. Layers over
   * time read it; `withLengths` sets it. Default: all are as long as they stand there.
   */
  readonly lengths?: Lengths | undefined;
  /**
   * Sets what a parameter that is not trained will be after the step, such as a running mean. The last value counts.
   * In an evaluation it does nothing.
   *
   * @param parameter - The parameter, as `apply` got it.
   * @param value - What it will be, of the same type.
   *
   * @throws RensaError `ARGUMENT_INVALID` for a tensor that is not a parameter of the model, or one that is trained.
   */
  assign(parameter: Tensor, value: Tensor): void;
}

/**
 * A model. Its functions run inside a trace.
 *
 * @typeParam P - the tree of its parameters.
 * @typeParam I - what it reads: a tensor, or a tree of them (TypeScript cannot check that of a mapped tree).
 * @typeParam O - what it computes.
 *
 * @example
 * ```ts
 * import { full, type Tensor } from "@rensa/core";
 * import type { Model } from "@rensa/nn";
 * import { mul } from "@rensa/ops";
 *
 * const line: Model<{ slope: Tensor<readonly [], "f32"> }> = {
 *   initialize: () => ({ slope: full([], 0) }),
 *   apply: ({ slope }, x) => mul(x, slope),
 * };
 * ```
 */
export interface Model<P extends TensorTree = TensorTree, I = Tensor, O extends TensorTree = Tensor> {
  /**
   * The parameters before the first step, from a random key.
   *
   * @param key - A random key, i32[2]: equal keys give equal numbers.
   */
  initialize(key: Key): P;
  /**
   * The outputs for a batch of inputs.
   *
   * @param parameters - The parameters, as `initialize` gives them.
   * @param inputs - A batch of inputs.
   * @param context - What the layer is told: the random key, and whether it is in training.
   */
  apply(parameters: P, inputs: I, context: ApplyContext): O;
  /**
   * Whether the optimizer changes the parameter at this path, such as `dense_1.weights`. Default: it changes all.
   *
   * @param path - The parameter's path in the tree, such as `dense_1.weights`.
   */
  isTrainable?(path: string): boolean;
}
