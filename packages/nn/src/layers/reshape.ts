/** Each example in another shape. */
import { formatGiven, checkKind, formatShape, RensaError, sizeOf, type Shape, type ShapeError } from "@rensa/core";
import { reshape as reshapeTo, type ReshapeCheck, type Reshaped } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { refuseLengths } from "../sequences/lengths.ts";
import { checkAxes } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";

/** `[batch, ...]` to `[batch, ...To]`. */
export interface ReshapeShape<To extends Shape> extends ShapeFunction {
  readonly output: this["input"] extends readonly [infer Batch extends number, ...infer Rest extends Shape]
    ? ReshapeCheck<Rest, To> extends infer Error extends ShapeError<string>
      ? Error
      : readonly [Batch, ...Reshaped<To>]
    : this["input"] extends readonly []
      ? ShapeError<"reshape: takes [batch, ...] and gets a scalar">
      : readonly [number, ...Reshaped<To>];
}

/**
 * The elements of each example, in row-major order, in another shape, which is given without the batch:
 * `[batch, ...]` to `[batch, ...shape]`. One `-1` stands for what is left. It costs nothing and has no parameters.
 *
 * @param shape - The new shape of an example, without the batch.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for what is no shape; in `apply`, `RANK_MISMATCH` and `SHAPE_MISMATCH` for
 * other
 *   inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { conv2d, reshape, sequential, summary } from "@rensa/nn";
 * import { f32 } from "@rensa/core";
 *
 * const model = sequential(reshape([28, 28, 1]), conv2d(1, 16, 3));
 * const { outputs: [output], trained } = await summary(model, f32(8, 784));
 * console.log(output?.[1].shape, trained); // [8, 26, 26, 16] 160
 * ```
 */
export function reshape<const To extends Shape>(shape: To): Layer<NoParameters, ReshapeShape<To>, "f32", "reshape"> {
  checkKind("reshape: the shape", shape, "list");
  if (
    shape.some((extent) => extent !== -1 && !(Number.isInteger(extent) && extent >= 1)) ||
    shape.filter((extent) => extent === -1).length > 1
  ) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `reshape: ${formatGiven(shape)} is no shape of an example; give whole numbers from 1, and at most one -1.`,
    );
  }
  const known = sizeOf(shape.filter((extent) => extent !== -1));
  return defineLayer({
    kind: "reshape",
    initialize: () => ({}),
    apply: (_parameters, x, context) => {
      refuseLengths("reshape", context, "pool over time before it");
      checkAxes("reshape", x.shape, 1, "...");
      const size = sizeOf(x.shape.slice(1));
      if (shape.includes(-1) ? size % known !== 0 : size !== known) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `reshape: an example of ${formatShape(x.shape)} has ${String(size)} elements and does not fill ${formatShape(shape)}, which has ${String(known)}; make the numbers equal.`,
        );
      }
      const extents = shape.map((extent) => (extent === -1 ? size / known : extent));
      return reshapeTo(x, [x.shape[0] ?? 1, ...extents]);
    },
  });
}
