/** One element per row, and the transpose: rows of zeros with one element each. */
import {
  defineOp,
  formatShape,
  nullable,
  RensaError,
  sameShape,
  select,
  type DType,
  type IndexRange,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
  wholeNumber,
} from "@rensa/core";

/** An integer of 32 bits, or null for none. */
export const anyLabel = nullable(wholeNumber(0, { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }), null);

/** How labels are read. */
export interface PickOptions {
  /** The label of rows that are left out: their result is 0, and so is their gradient. Default: none. */
  readonly ignoreLabel?: number | null;
}

/**
 * The element of each row (the last axis) that its label names. Default: no `ignoreLabel`.
 *
 * Labels are i32 from 0 below the length of a row, or `ignoreLabel`, whose rows give 0. Negative labels do not count from
 * the end. A program refuses any other label among its data, `LABEL_OUT_OF_RANGE`. Where labels are computed and so not
 * known before, the row of another one gives NaN, and its gradient is NaN (of i32 the least number, of bool true, as
 * JAX's mode "fill").
 *
 * @throws RensaError `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID` where `ignoreLabel` is no integer of 32 bits.
 *
 * @example
 * ```ts
 * import { pick } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(4, 10), labels: i32(4) }, ({ x, labels }) => pick(x, labels));
 * ```
 */
export const pick = defineOp({
  name: "pick",
  inputs: ["x", "labels"],
  attributes: { ignoreLabel: anyLabel },
  forward: {
    loops: ([x, labels], { ignoreLabel }, { constant }) => {
      if (x.shape.length === 0 || !sameShape(x.shape.slice(0, -1), labels.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `pick: ${formatShape(x.shape)} needs labels of shape ${formatShape(x.shape.slice(0, -1))}, not ${formatShape(labels.shape)}.`,
        );
      }
      const classes = x.shape.at(-1) ?? 1;
      const missing = constant(missingOf(x.dtype), x.dtype);
      const ignored = constant(0, x.dtype);
      return {
        shape: labels.shape,
        element: (...at) => {
          const label = labels.at(...at);
          const isIgnored = ignoreLabel === null ? null : label.eq(ignoreLabel);
          const rest = isIgnored === null ? missing : select(isIgnored, ignored, missing);
          if (classes === 0) return rest;
          const picked = select(isInside(label, classes), x.at(...at, label.max(0).min(classes - 1)), rest);
          // One that is a class too is ignored all the same.
          return isIgnored !== null && ignoreLabel !== null && ignoreLabel >= 0 && ignoreLabel < classes
            ? select(isIgnored, ignored, picked)
            : picked;
        },
      };
    },
  },
  vjp: ({ inputs: [x, labels], gradient }, { ignoreLabel }): VjpThunks => [
    () => unpick(gradient, labels, x.shape.at(-1) ?? 1, ignoreLabel),
    null,
  ],
  indices: ([x], { ignoreLabel }) => labelRange(x?.shape.at(-1) ?? 0, ignoreLabel),
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<readonly [...S, number], D>,
      labels: Tensor<S, "i32">,
      options?: PickOptions,
    ): Tensor<S, D> =>
      apply([x, labels], { ...options })[0] as Tensor<S, D>,
});

/** Rows of zeros in which the values stand at their labels: the transpose of {@link pick}. */
export const unpick = defineOp({
  name: "unpick",
  inputs: ["values", "labels"],
  attributes: { classes: wholeNumber(0, { minimum: 0 }), ignoreLabel: anyLabel },
  forward: {
    loops: ([values, labels], { classes, ignoreLabel }, { constant, position }) => ({
      shape: [...values.shape, classes],
      element: (...indices) => {
        const at = indices.slice(0, -1);
        const label = labels.at(...at);
        const zero = constant(0, values.dtype);
        const placed = select(label.eq(position(indices.at(-1) ?? 0)), values.at(...at), zero);
        const row = select(isInside(label, classes), placed, constant(missingOf(values.dtype), values.dtype));
        return ignoreLabel === null ? row : select(label.eq(ignoreLabel), zero, row);
      },
    }),
  },
  vjp: ({ inputs: [, labels], gradient }, { ignoreLabel }): VjpThunks => [
    () => pick(gradient as Tensor<readonly [...Shape, number]>, labels as Tensor<Shape, "i32">, { ignoreLabel }),
    null,
  ],
  call:
    (apply) =>
    (values: Tensor, labels: Tensor, classes: number, ignoreLabel: number | null): Tensor =>
      apply([values, labels], { classes, ignoreLabel })[0] as Tensor,
});

function isInside(label: Scalar, classes: number): Scalar {
  return label.ge(0).and(label.lt(classes));
}

/** What stands for an element that is not there. */
function missingOf(dtype: DType): number {
  if (dtype === "bool") return 1;
  return dtype === "i32" ? -(2 ** 31) : Number.NaN;
}

function labelRange(classes: number, ignoreLabel: number | null): readonly IndexRange[] {
  return [{ input: 1, extents: [classes], except: ignoreLabel, labels: true }];
}
