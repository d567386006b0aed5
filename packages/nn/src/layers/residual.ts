/** A layer around which its input is carried. */
import {
  formatShape,
  RensaError,
  sameShape,
  type Shape,
  type ShapeError,
  type ShowShape,
  type Tensor,
} from "@rensa/core";
import { add, type Same } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { applyChild, initializeChildren, isTrainableIn, lengthsBehind, type Children } from "./child.ts";
import { defineLayer } from "./define-layer.ts";
import {
  asLayer,
  type AfterLayer,
  type AllSame,
  type InputOf,
  type LastOf,
  type LayerLike,
  type ParametersByName,
} from "./plain-function.ts";

/** The shape of the layer, where it is that of the shortcut. */
export interface ResidualShape<L, C> extends ShapeFunction {
  readonly output: Sum<
    AfterLayer<L, this["input"]>,
    C extends LayerLike ? AfterLayer<C, this["input"]> : this["input"]
  >;
}

type Sum<A, B> = A extends Shape
  ? B extends Shape
    ? number extends A["length"] | B["length"]
      ? [Same<LastOf<A>, LastOf<B>>] extends [never]
        ? ShapeError<`residual: the layer gives ${LastOf<A>} features and the shortcut ${LastOf<B>}; give a shortcut that makes as many`>
        : number extends A["length"]
          ? number extends LastOf<A>
            ? B
            : A
          : A
      : AllSame<A, B> extends true
        ? A
        : ShapeError<`residual: the layer gives ${ShowShape<A>} and the shortcut ${ShowShape<B>}; give a shortcut that makes the same`>
    : B
  : A;

/**
 * `layer(x) + shortcut(x)` (He et al. 2015, "Deep residual learning"). Both must give the same shape. Default shortcut:
 * the input as it is; where the layer changes the shape, give a `dense` or a `conv2d` of a window of 1 that changes it
 * likewise. Its parameters are `layer` and `shortcut`, those that have any.
 *
 * @param layer - The layer.
 * @param shortcut - What the input goes through beside the layer: the input itself where none is given.
 *
 * @throws RensaError in `apply`, `SHAPE_MISMATCH` where the shapes differ.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { conv2d, residual, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const body = sequential(conv2d(16, 32, 3, { padding: "same" }), relu, conv2d(32, 32, 3, { padding: "same" }));
 * const block = sequential(residual(body, conv2d(16, 32, 1)), relu);
 * const { outputs: [output], trained } = await summary(block, f32(8, 28, 28, 16));
 * console.log(output?.[1].shape, trained); // [8, 28, 28, 32] 14432
 * ```
 */
export function residual<const L extends LayerLike, const C extends LayerLike | undefined = undefined>(
  layer: L,
  shortcut?: C,
): Layer<ParametersByName<{ readonly layer: L; readonly shortcut: C }>, ResidualShape<L, C>, InputOf<L>, "residual"> {
  const children: Children = {
    layer: asLayer(layer),
    ...(shortcut === undefined ? {} : { shortcut: asLayer(shortcut) }),
  };
  return defineLayer({
    kind: "residual",
    initialize: (key) =>
      initializeChildren(children, key) as ParametersByName<{ readonly layer: L; readonly shortcut: C }>,
    apply: (parameters, x: Tensor<Shape, InputOf<L>>, context) => {
      const outputs = applyChild(children, "layer", parameters, x, context);
      const carried = shortcut === undefined ? x : applyChild(children, "shortcut", parameters, x, context);
      if (!sameShape(outputs.shape, carried.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `residual: the layer gives ${formatShape(outputs.shape)} and the shortcut ${formatShape(carried.shape)}; give a shortcut that makes the same.`,
        );
      }
      return add(outputs, carried);
    },
    isTrainable: (path) => isTrainableIn(children, path),
    lengthsAfter: (lengths) => lengthsBehind(children["layer"] ?? {}, lengths),
  });
}
