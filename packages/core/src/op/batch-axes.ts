/** Structural ops that transforms need: on batch axes, on bases, and a choice between examples. */
import { RensaError } from "../graph/error.ts";
import { isFloat, type DType } from "../graph/dtype.ts";
import { formatShape, sizeOf, type Shape } from "../graph/shape.ts";
import { Index } from "../expression/index-map.ts";
import { select } from "../expression/select.ts";
import { anyDType, anyShape } from "./attribute.ts";
import { makeOp } from "./make-op.ts";
import type { VjpThunks } from "./definition.ts";
import { full } from "./structural.ts";
import type { Tensor } from "./tensor.ts";

/** A tensor with its two leading axes swapped. It costs no memory: it is an index map. */
export const swapLeading = makeOp({
  name: "swap_leading",
  forward: {
    loops: ([x]) => {
      const [first = 1, second = 1, ...rest] = x.shape;
      return {
        shape: [second, first, ...rest],
        element: (outer = Index.constant(0), inner = Index.constant(0), ...indices) => x.at(inner, outer, ...indices),
      };
    },
  },
  check: (_attributes, [x]) => {
    if (x !== undefined && x.shape.length < 2) {
      throw new RensaError(
        "RANK_MISMATCH",
        `swapLeading: ${formatShape(x.shape)} has no two axes to swap; give a tensor of rank 2 or more.`,
      );
    }
  },
  vjp: ({ gradient }): VjpThunks => [() => swapLeading(gradient)],
  call:
    (apply) =>
    <D extends DType>(x: Tensor<Shape, D>): Tensor<Shape, D> =>
      apply([x]),
});

/** All unit vectors of a shape, one after the other along a new axis 0: the identity matrix, unfolded. */
export const unitVectors = makeOp({
  name: "unit_vectors",
  inputs: [],
  attributes: { shape: anyShape(), dtype: anyDType() },
  forward: {
    loops: (_inputs, { shape, dtype }, { constant, position }) => ({
      shape: [sizeOf(shape), ...shape],
      dtype,
      element: (which = Index.constant(0), ...indices) =>
        select(position(which).eq(position(flatIndex(indices, shape))), constant(1, dtype), constant(0, dtype)),
    }),
  },
  vjp: () => [],
  call:
    (apply) =>
    <D extends DType>(shape: Shape, dtype: D): Tensor<Shape, D> =>
      apply([], { shape, dtype }),
});

/**
 * The leading axis unfolded into axes of `shape`, which stand first or last in the result: how one column (or row) of a
 * Jacobian after the other becomes the Jacobian.
 */
export const unfoldLeading = makeOp({
  name: "unfold_leading",
  attributes: { shape: anyShape(), last: false },
  forward: {
    loops: ([x], { shape, last }) => {
      const rest = x.shape.slice(1);
      return {
        shape: last ? [...rest, ...shape] : [...shape, ...rest],
        element: (...indices) => {
          const unfolded = last ? indices.slice(rest.length) : indices.slice(0, shape.length);
          const others = last ? indices.slice(0, rest.length) : indices.slice(shape.length);
          return x.at(flatIndex(unfolded, shape), ...others);
        },
      };
    },
  },
  vjp: ({ gradient }, { shape, last }): VjpThunks => [() => foldLeading(gradient, shape, last)],
  call:
    (apply) =>
    (x: Tensor, shape: Shape, last: boolean): Tensor =>
      apply([x], { shape, last }),
});

/** The inverse of {@link unfoldLeading}. */
export const foldLeading = makeOp({
  name: "fold_leading",
  attributes: { shape: anyShape(), last: false },
  forward: {
    loops: ([x], { shape, last }) => {
      const rank = x.shape.length - shape.length;
      const rest = last ? x.shape.slice(0, rank) : x.shape.slice(shape.length);
      return {
        shape: [sizeOf(shape), ...rest],
        element: (which = Index.constant(0), ...others) => {
          const unfolded = indicesAt(which, shape);
          return x.at(...(last ? [...others, ...unfolded] : [...unfolded, ...others]));
        },
      };
    },
  },
  vjp: ({ gradient }, { shape, last }): VjpThunks => [() => unfoldLeading(gradient, shape, last)],
  call:
    (apply) =>
    (x: Tensor, shape: Shape, last: boolean): Tensor =>
      apply([x], { shape, last }),
});

/** Where the condition holds, the first tensor, else the second: of each example of a batch. */
export const choose = makeOp({
  name: "choose",
  inputs: ["condition", "whenTrue", "whenFalse"],
  forward: {
    loops: ([condition, whenTrue, whenFalse]) => ({
      shape: whenTrue.shape,
      element: (...indices) =>
        select(
          condition.at(...indices.slice(0, condition.shape.length)),
          whenTrue.at(...indices),
          whenFalse.at(...indices),
        ),
    }),
  },
  vjp: ({ inputs: [condition, { shape, dtype }], gradient }): VjpThunks => {
    if (!isFloat(dtype)) return [null, null, null];
    const zeros = (): Tensor => full(shape, 0, dtype);
    return [null, () => choose(condition, gradient, zeros()), () => choose(condition, zeros(), gradient)];
  },
  call:
    (apply) =>
    (condition: Tensor, whenTrue: Tensor, whenFalse: Tensor): Tensor =>
      apply([condition, whenTrue, whenFalse]),
});

/** True where any element is. */
export const anyTrue = makeOp({
  name: "any_true",
  forward: {
    loops: ([x], _attributes, { maxOver }) => ({
      shape: [],
      dtype: "bool",
      element: () => maxOver(x.shape, (...indices) => x.at(...indices).to("i32")).ne(0),
    }),
  },
  nonDifferentiable: "a truth value has no derivative",
  call:
    (apply) =>
    (x: Tensor): Tensor<readonly [], "bool"> =>
      apply([x]),
});

/** Structural ops that transforms record. */
export const batchOps = [swapLeading, unitVectors, unfoldLeading, foldLeading, choose, anyTrue];

function flatIndex(indices: readonly Index[], shape: Shape): Index {
  return indices.reduce((offset, index, axis) => offset.mul(shape[axis] ?? 1).add(index), Index.constant(0));
}

function indicesAt(offset: Index, shape: Shape): readonly Index[] {
  return shape.map((extent, axis) => {
    const stride = sizeOf(shape.slice(axis + 1));
    const index = stride === 0 ? offset : offset.div(stride);
    return axis === 0 || extent === 0 ? index : index.mod(extent);
  });
}
