/** A shape that is known from here on. */
import {
  checkKind,
  formatShape,
  RensaError,
  sameShape,
  type Shape,
  type ShapeError,
  type ShowShape,
} from "@rensa/core";
import type { Same } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";

/** `[batch, ...S]`, where it can be that. */
export interface ShapedAs<S extends Shape> extends ShapeFunction {
  readonly output: this["input"] extends readonly [infer Batch extends number, ...infer Rest extends Shape]
    ? number extends Rest["length"]
      ? readonly [Batch, ...S]
      : Agree<Rest, S> extends true
        ? readonly [Batch, ...S]
        : ShapeError<`shaped: an example is ${ShowShape<Rest>}, not ${ShowShape<S>}`>
    : readonly [number, ...S];
}

type Agree<A extends Shape, B extends Shape> = A extends readonly [
  infer FirstA extends number,
  ...infer RestA extends Shape,
]
  ? B extends readonly [infer FirstB extends number, ...infer RestB extends Shape]
    ? [Same<FirstA, FirstB>] extends [never]
      ? false
      : Agree<RestA, RestB>
    : false
  : B extends readonly []
    ? true
    : false;

/**
 * The input as it is, whose examples must have the given shape (without the batch). At the start of a `sequential` it
 * makes the shapes of all layers known, so that the editor checks them where the model is written; after a function of
 * which nothing is known it says what comes out. It has no parameters.
 *
 * @param shape - The shape of an example, without the batch.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for what is no shape; in `apply`, `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { conv2d, dense, flatten, maxPool2d, sequential, shaped, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * // With another number than 14 * 14 * 16 the line of this dense layer would be red.
 * const model = sequential(
 *   shaped([28, 28, 1]),
 *   conv2d(1, 16, 3, { padding: "same" }),
 *   relu,
 *   maxPool2d(2),
 *   flatten(),
 *   dense(3136, 10),
 * );
 * const { outputs: [output], trained } = await summary(model, f32(8, 28, 28, 1));
 * console.log(output?.[1].shape, trained); // [8, 10] 31530
 * ```
 */
export function shaped<const S extends Shape>(shape: S): Layer<NoParameters, ShapedAs<S>, "f32", "shaped"> {
  checkKind("shaped: the shape", shape, "list");
  for (const extent of shape) checkSize("shaped", "elements of an axis", extent);
  return defineLayer({
    kind: "shaped",
    initialize: () => ({}),
    apply: (_parameters, x) => {
      if (x.shape.length > 0 && sameShape(x.shape.slice(1), shape)) return x;
      throw new RensaError(
        "SHAPE_MISMATCH",
        `shaped: takes [${["batch", ...shape].join(", ")}] and gets ${formatShape(x.shape)}; give inputs of that shape.`,
      );
    },
  });
}
