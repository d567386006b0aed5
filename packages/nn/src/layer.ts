/** The contract of a layer: a model of one tensor whose output's shape is a function of its input's, in the types too. */
import type { DType, Shape, ShapeError, Tensor, TensorTree } from "@rensa/core";
import type { ApplyContext, Key, Lengths } from "./model.ts";

/**
 * A function of shapes in the type system. A layer's own extends it and says `output` in terms of `this["input"]`:
 *
 * @example
 * ```ts
 * import type { Shape } from "@rensa/core";
 * import type { ShapeAfter, ShapeFunction } from "@rensa/nn";
 *
 * interface LastAxisIs<N extends number> extends ShapeFunction {
 *   readonly output: this["input"] extends readonly [...infer Batch extends Shape, number] ? readonly [...Batch, N] : Shape;
 * }
 * const shape: ShapeAfter<LastAxisIs<10>, readonly [32, 784]> = [32, 10];
 * ```
 */
export interface ShapeFunction {
  /**
   * The shape that comes in. It is `unknown` here, so that a shape put in stays as exact as it is; where a type parameter
   * wants a shape, write `Extract<this["input"], Shape>`.
   */
  readonly input: unknown;
  /** A shape, or a `ShapeError` whose sentence the editor shows. */
  readonly output: unknown;
}

/** The shape that a layer makes of a shape; `Shape` where it cannot be known. */
export type ShapeAfter<F extends ShapeFunction, S extends Shape> = (F & {
  readonly input: S;
})["output"] extends infer R extends Shape
  ? R
  : Shape;

/** `unknown` where a layer takes a shape or nobody knows, else the `ShapeError` that says why not. */
export type ShapeCheck<F extends ShapeFunction, S extends Shape> = (F & {
  readonly input: S;
})["output"] extends infer R extends ShapeError<string>
  ? R
  : unknown;

/** The shape stays as it is. */
export interface SameShape extends ShapeFunction {
  readonly output: this["input"];
}

/** Nothing is known of the shape that comes out. */
export interface AnyShape extends ShapeFunction {
  readonly output: Shape;
}

/**
 * A layer: a description without state. It is also a model, which a trainer takes as it is. `defineLayer` makes one.
 *
 * @typeParam P - the tree of its parameters.
 * @typeParam F - what it does to shapes.
 * @typeParam D - the dtype of its input; what it computes is f32.
 * @typeParam K - its kind, from which its name in the types comes.
 */
export interface Layer<
  P extends TensorTree = TensorTree,
  F extends ShapeFunction = ShapeFunction,
  D extends DType = DType,
  K extends string = string,
> {
  /** What it is, such as `dense`: with a number, its name in `sequential` and the scope of its nodes. */
  readonly kind: K;
  /** What it does to shapes. In the types only: never present at run time. */
  readonly shape?: F;
  /**
   * The parameters before the first step, from a random key. `{}` where there are none.
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
  apply<const S extends Shape>(
    parameters: P,
    inputs: Tensor<S, D> & ShapeCheck<F, S>,
    context: ApplyContext,
  ): Tensor<ShapeAfter<F, S>, "f32">;
  /**
   * Whether the optimizer changes the parameter at this path, such as `weights`. Default: it changes all.
   *
   * @param path - The parameter's path in the tree, such as `dense_1.weights`.
   */
  isTrainable?(path: string): boolean;
  /**
   * How long sequences are behind it, of those of a batch `[batch, time, ...]`; `null` where no axis of time is left.
   * Default: as long as before.
   *
   * @param lengths - The lengths in front of it, i32[batch].
   */
  lengthsAfter?(lengths: Lengths): Lengths | null;
}
