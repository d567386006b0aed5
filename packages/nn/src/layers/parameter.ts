/** A parameter by itself. */
import { checkKind, checkShape, type Shape, type Tensor } from "@rensa/core";
import { zeros } from "../initializers/constant.ts";
import type { Fans, Initializer } from "../initializers/initializer.ts";
import type { Key } from "../model.ts";

/** A parameter that belongs to no layer, as a part of {@link compose}. */
export interface Parameter<S extends Shape = Shape> {
  readonly kind: "parameter";
  /**
   * The parameter before the first step.
   *
   * @param key - A random key, i32[2]: equal keys give equal numbers.
   */
  initialize(key: Key): Tensor<S, "f32">;
  /**
   * Whether the optimizer changes it. Default: it does.
   *
   * @param path - The parameter's path in the tree, such as `dense_1.weights`.
   */
  isTrainable?(path: string): boolean;
}

/**
 * A parameter that belongs to no layer: a bias, a scale, a table. Its fans, for an initializer that scales, are the
 * extents of its last two axes. Default: `zeros()`.
 *
 * @param shape - The shape.
 * @param initializer - How it begins.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for what is no shape.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { compose, dense, parameter, summary } from "@rensa/nn";
 * import { mul } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const scaled = compose({ body: dense(8, 4), scale: parameter([4]) }, ({ body, scale }, x) => mul(body(x), scale));
 * console.log((await summary(scaled, f32(32, 8))).trained); // 40
 * ```
 */
export function parameter<const S extends Shape>(shape: S, initializer: Initializer = zeros()): Parameter<S> {
  checkKind("parameter: the initializer", initializer, "function");
  checkShape("parameter", shape);
  const fans: Fans = { inputs: shape.at(-2) ?? 1, outputs: shape.at(-1) ?? 1 };
  return { kind: "parameter", initialize: (key) => initializer(key, shape, fans) };
}
