/** What the ops share that combine values by segment. */
import {
  formatGiven,
  formatShape,
  RensaError,
  sameShape,
  type Apply,
  type DType,
  type IsDynamic,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { expandDims } from "../shape/expand-dims.ts";

/** The shape of values `S` with segment numbers of shape `I` after combining `Count` segments. */
export type SegmentShape<S extends Shape, I extends Shape, Count extends number> = true extends
  IsDynamic<S> | IsDynamic<I>
  ? Shape
  : S extends readonly [number, ...infer Rest extends Shape]
    ? I extends readonly [number, ...infer Others extends Shape]
      ? SegmentShape<Rest, Others, Count>
      : readonly [Count, ...S]
    : readonly [Count];

/** The names of their inputs. */
export const segmentInputs = ["values", "segments"] as const;

/** Their attributes; the call always gives the number of segments. */
export const segmentAttributes = { count: 0 };

/**
 * Refuses segment numbers that do not stand for leading axes of the values.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 */
export function checkSegments(
  name: string,
  count: number,
  values: Shape,
  segments: { readonly shape: Shape; readonly dtype: DType },
): void {
  if (segments.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${name}: segments are ${segments.dtype}; convert them to i32.`);
  }
  if (!sameShape(values.slice(0, segments.shape.length), segments.shape)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: segments of shape ${formatShape(segments.shape)} do not number the leading axes of ${formatShape(values)}.`,
    );
  }
  if (!Number.isInteger(count) || count < 0) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: there are ${formatGiven(count)} segments; give an integer from 0.`,
    );
  }
}

/** The shape of the result. */
export function segmentShape(count: number, values: Tensor, segments: Tensor): Shape {
  return [count, ...values.shape.slice(segments.shape.length)];
}

/** Segment numbers as index tuples. */
export function asTuples(segments: Tensor): Tensor<Shape, "i32"> {
  // One more axis, of segments that are i32.
  return expandDims(segments, -1) as Tensor<Shape, "i32">;
}

/** Their call. */
export function segmentCall(name: string) {
  return (apply: Apply<{ readonly count: number }>) =>
    <S extends Shape, I extends Shape, D extends DType, const Count extends number>(
      values: Tensor<S, D>,
      segments: Tensor<I, "i32">,
      count: Count,
    ): Tensor<SegmentShape<S, I, Count>, D> => {
      checkSegments(name, count, values.shape, segments);
      return apply([values, segments], { count });
    };
}
