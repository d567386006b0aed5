/** How a layer is written: what it does for any shape, with what it says of shapes kept in its type. */
import { checkParts, checkOptions } from "@rensa/core";
import type { DType, Shape, Tensor, TensorTree } from "@rensa/core";
import type { AnyShape, Layer, ShapeFunction } from "../layer.ts";
import type { ApplyContext, Key, Lengths } from "../model.ts";
import { checkName } from "./checks.ts";

/** What {@link defineLayer} takes. Its functions run inside a trace. */
export interface LayerDescription<P extends TensorTree, D extends DType, K extends string> {
  /** What it is, such as `dense`: a word. */
  readonly kind: K;
  /**
   * The parameters before the first step, from a random key. `{}` where there are none.
   *
   * @param key - A random key, i32[2]: equal keys give equal numbers.
   */
  initialize(key: Key): P;
  /**
   * The outputs for a batch of inputs, f32.
   *
   * @param parameters - The parameters, as `initialize` gives them.
   * @param inputs - A batch of inputs.
   * @param context - What the layer is told: the random key, and whether it is in training.
   */
  apply(parameters: P, inputs: Tensor<Shape, D>, context: ApplyContext): Tensor;
  /**
   * Whether the optimizer changes the parameter at this path. Default: it changes all.
   *
   * @param path - The parameter's path in the tree, such as `dense_1.weights`.
   */
  isTrainable?(path: string): boolean;
  /**
   * How long sequences are behind it; `null` where no axis of time is left. Default: as long as before.
   *
   * @param lengths - The lengths in front of it, i32[batch].
   */
  lengthsAfter?(lengths: Lengths): Lengths | null;
}

/**
 * A layer of your own. What it does to shapes is a {@link ShapeFunction} in its type, which the return type of the
 * function that makes it says; without one, nothing is known of its output's shape.
 *
 * @param description - What the layer is: its kind, parameters, output and shapes.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a kind that is no word.
 *
 * @example
 * ```ts
 * import { f32, full, type Tensor } from "@rensa/core";
 * import { defineLayer, dense, type Layer, type SameShape, sequential, summary } from "@rensa/nn";
 * import { mul } from "@rensa/ops";
 *
 * type GainParameters = { readonly gain: Tensor<readonly [], "f32"> };
 *
 * function gain(initial = 1): Layer<GainParameters, SameShape, "f32", "gain"> {
 *   return defineLayer({
 *     kind: "gain",
 *     initialize: () => ({ gain: full([], initial) }),
 *     apply: ({ gain }, inputs) => mul(inputs, gain),
 *   });
 * }
 * const model = sequential(dense(784, 128), gain(), dense(128, 10));
 * const { outputs: [output], trained } = await summary(model, f32(32, 784));
 * console.log(output?.[1].shape, trained); // [32, 10] 101771
 * ```
 */
export function defineLayer<
  P extends TensorTree,
  F extends ShapeFunction = AnyShape,
  D extends DType = "f32",
  const K extends string = string,
>(description: LayerDescription<P, D, K>): Layer<P, F, D, K> {
  checkOptions("defineLayer", description, ["kind", "initialize", "apply", "isTrainable", "lengthsAfter"]);
  checkParts("defineLayer: the description", description, "initialize", "apply");
  checkName("defineLayer", description.kind);
  return {
    kind: description.kind,
    initialize: (key) => description.initialize(key),
    // The shape is what F says of it; TypeScript cannot follow it through the function.
    apply: (parameters, inputs, context) => description.apply(parameters, inputs, context) as never,
    ...(description.isTrainable === undefined
      ? {}
      : { isTrainable: (path: string) => description.isTrainable?.(path) ?? true }),
    ...(description.lengthsAfter === undefined
      ? {}
      : { lengthsAfter: (lengths: Lengths) => description.lengthsAfter?.(lengths) ?? null }),
  };
}
