/** All axes but the batch in one. */
import type { Shape, ShapeError } from "@rensa/core";
import { flatten as flattenAxes, reshape, type SizeOf } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { refuseLengths } from "../sequences/lengths.ts";
import { checkAxes } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";

/** `[batch, ...]` to `[batch, size]`. */
export interface FlattenShape extends ShapeFunction {
  readonly output: this["input"] extends readonly []
    ? ShapeError<"flatten: takes [batch, ...] and gets a scalar">
    : this["input"] extends readonly [infer Batch extends number, ...infer Rest extends Shape]
      ? readonly [Batch, SizeOf<Rest>]
      : readonly [number, number];
}

/**
 * All axes but the first made one, in row-major order: `[batch, ...]` to `[batch, size]`. It costs nothing and has no
 * parameters.
 *
 * @throws RensaError in `apply`, `RANK_MISMATCH` for a scalar.
 *
 * @example
 * ```ts
 * import { conv2d, dense, flatten, sequential, summary } from "@rensa/nn";
 * import { f32 } from "@rensa/core";
 *
 * const model = sequential(conv2d(1, 4, 5), flatten(), dense(24 * 24 * 4, 10));
 * const { outputs: [output], trained } = await summary(model, f32(8, 28, 28, 1));
 * console.log(output?.[1].shape, trained); // [8, 10] 23154
 * ```
 */
export function flatten(): Layer<NoParameters, FlattenShape, "f32", "flatten"> {
  return defineLayer({
    kind: "flatten",
    initialize: () => ({}),
    apply: (_parameters, x, context) => {
      refuseLengths("flatten", context, "pool over time before it");
      checkAxes("flatten", x.shape, 1, "...");
      // A vector is a batch of single numbers.
      return x.shape.length === 1 ? reshape(x, [...x.shape, 1]) : flattenAxes(x, 1);
    },
  });
}
