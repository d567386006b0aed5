/** Axes in a row made one. */
import {
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  sizeOf,
  type Tensor,
} from "@rensa/core";
import type { Flattened } from "./axis-types.ts";
import { reshape } from "./reshape.ts";

/**
 * The tensor with its axes from `start` to `end` (both included) made one. Default: all of them; a scalar becomes a
 * vector of one. As PyTorch's `flatten`. It costs nothing.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there, or an end before the start.
 *
 * @example
 * ```ts
 * import { flatten } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ images: f32(8, 28, 28, 1) }, ({ images }) => flatten(images, 1));
 * console.log(traced.result); // { shape: [8, 784], dtype: "f32" }
 * ```
 */
export const flatten = makeOp({
  name: "flatten",
  attributes: { start: wholeNumber(0, { minimum: 0 }), end: wholeNumber(0, { minimum: 0 }) },
  forward: {
    composite: ([x], { start, end }) =>
      reshape(x, [...x.shape.slice(0, start), sizeOf(x.shape.slice(start, end + 1)), ...x.shape.slice(end + 1)]),
  },
  check: ({ start, end }, [x]) => {
    if (start <= end && end < Math.max(1, x?.shape.length ?? 0)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `flatten: axes from ${String(start)} to ${String(end)} are none of ${formatShape(x?.shape ?? [])}; give the first axis and then the last.`,
    );
  },
  takes: "x, start?, end?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Start extends number = 0, const End extends number = -1>(
      x: Tensor<S, D>,
      start?: Start,
      end?: End,
    ): Tensor<Flattened<S, Start, End>, D> => {
      // A scalar counts as a vector of one, as in PyTorch.
      const rank = Math.max(1, x.shape.length);
      const axes = {
        start: normalizeAxis("flatten", start ?? 0, rank),
        end: normalizeAxis("flatten", end ?? -1, rank),
      };
      return apply([x], axes);
    },
});
