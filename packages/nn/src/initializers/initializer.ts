/** The contract of an initializer: what a parameter is before the first step. */
import type { Shape, Tensor } from "@rensa/core";
import type { Key } from "../model.ts";

/**
 * How many numbers meet in a layer. Of a dense layer they are its features; of a convolution its channels times the
 * size of the window, divided by the groups.
 */
export interface Fans {
  /** How many inputs each output is made of (fan-in). */
  readonly inputs: number;
  /** How many outputs each input goes into (fan-out). */
  readonly outputs: number;
}

/**
 * A parameter of a shape, drawn with a key. All that is random in it comes from the key: the same key gives the same
 * bits. It runs inside a trace.
 *
 * @example
 * ```ts
 * import { dense, type Initializer } from "@rensa/nn";
 * import { uniform } from "@rensa/ops";
 *
 * // Uniform within 1 / sqrt(fan-in), as PyTorch's Linear starts.
 * const byInputs: Initializer = (key, shape, { inputs }) => uniform(key, shape, -1 / Math.sqrt(inputs), 1 / Math.sqrt(inputs));
 * const layer = dense(784, 128, { initializer: byInputs, biasInitializer: byInputs });
 * ```
 */
export type Initializer = <const S extends Shape>(key: Key, shape: S, fans: Fans) => Tensor<S, "f32">;
