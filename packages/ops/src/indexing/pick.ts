/** One element per row, and the transpose: rows of zeros with one element each. */
import {
  expectTensor,
  formatShape,
  full,
  makeOp,
  nullable,
  RensaError,
  sameShape,
  select,
  wholeNumber,
  type DType,
  type IndexRange,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { less } from "../comparison/less.ts";
import { logicalOr } from "../comparison/logical-or.ts";
import { where } from "../comparison/where.ts";

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
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), labels: i32(2) }, ({ x, labels }) => pick(x, labels));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6]], labels: [0, 2] }).data); // Float32Array [1, 6]
 * ```
 */
export const pick = makeOp({
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
    () => unpickRows(gradient, expectTensor("pick: its labels", labels, "i32"), x.shape.at(-1) ?? 1, ignoreLabel),
    null,
  ],
  indices: ([x], { ignoreLabel }) => labelRange(x?.shape.at(-1) ?? 0, ignoreLabel),
  takes: "x, labels, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<readonly [...S, number], D>,
      labels: Tensor<Readonly<S>, "i32">,
      options?: PickOptions,
    ): Tensor<Readonly<S>, D> =>
      apply([x, labels], { ...options }),
});

/** The transpose of {@link pick}: rows of zeros in which the values stand at their labels, and of NaN for other labels. */
function unpickRows(values: Tensor, labels: Tensor<Shape, "i32">, classes: number, ignoreLabel: number | null): Tensor {
  const zero = full([], 0, values.dtype);
  const missing = full([], missingOf(values.dtype), values.dtype);
  const isOutside = logicalOr(less(labels, 0), greaterEqual(labels, classes));
  const outside = where(isOutside, missing, zero);
  const options = { classes, ignoreLabel };
  if (ignoreLabel === null) return unpick(values, labels, outside, options);
  const isIgnored = equal(labels, ignoreLabel);
  const kept = where(isIgnored, zero, values);
  return unpick(kept, labels, where(isIgnored, zero, outside), options);
}

/**
 * Rows in which the values stand at their labels, and `rest`, one for each row, everywhere else. What depends on the label
 * alone comes with `rest`, which has no gradient, so that an element costs little enough to be computed wherever it is read.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a number of classes below 0.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { unpick } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ values: f32(2), labels: i32(2), rest: f32(2) }, ({ values, labels, rest }) =>
 *   unpick(values, labels, rest, { classes: 3, ignoreLabel: null }),
 * );
 * console.log((await compile(traced)).run({ values: [1, 2], labels: [2, 0], rest: [0, 0] }).data); // Float32Array [0, 0, 1, 2, 0, 0]
 * ```
 */
export const unpick = makeOp({
  name: "unpick",
  inputs: ["values", "labels", "rest"],
  attributes: { classes: wholeNumber(0, { minimum: 0 }), ignoreLabel: anyLabel },
  forward: {
    loops: ([values, labels, rest], { classes }, { position }) => ({
      shape: [...values.shape, classes],
      element: (...indices) => {
        const at = indices.slice(0, -1);
        return select(labels.at(...at).eq(position(indices.at(-1) ?? 0)), values.at(...at), rest.at(...at));
      },
    }),
  },
  vjp: ({ inputs: [, labels], gradient }, { ignoreLabel }): VjpThunks => [
    () =>
      // A gradient has the type of its operand, whose last axis the check holds.
      pick(gradient as Tensor<readonly [...Shape, number]>, expectTensor("pick: its labels", labels, "i32"), {
        ignoreLabel,
      }),
    null,
    null,
  ],
  takes: "values, labels, rest, options",
  call:
    (apply) =>
    (values: Tensor, labels: Tensor, rest: Tensor, options: { classes: number; ignoreLabel: number | null }): Tensor =>
      apply([values, labels, rest], options),
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
