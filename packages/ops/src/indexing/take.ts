/** Rows by number, and the transpose: adding rows up by number. */
import {
  anyAxis,
  anyShape,
  expectTensor,
  formatShape,
  full,
  makeOp,
  normalizeAxis,
  RensaError,
  sameShape,
  sizeOf,
  wholeNumber,
  type DType,
  type Index,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { requireElements } from "./outside.ts";

/**
 * The parts of `x` along an axis that `indices` names: an embedding lookup where the axis is 0. Default axis: 0.
 *
 * Negative indices do not count from the end. An index outside the axis is clamped to it, and the gradient goes to what
 * was read; a program that is compiled with `checkIndices` refuses it.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH` for indices that are no i32, `SHAPE_MISMATCH` where indices read an axis without elements.
 *
 * @example
 * ```ts
 * import { take } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ table: f32(3, 2), words: i32(3) }, ({ table, words }) => take(table, words));
 * const program = await compile(traced);
 * const { data } = program.run({ table: [[1, 2], [3, 4], [5, 6]], words: [2, 0, 2] });
 * console.log(data); // Float32Array [5, 6, 1, 2, 5, 6]
 * ```
 */
export const take = makeOp({
  name: "take",
  inputs: ["x", "indices"],
  attributes: { axis: anyAxis() },
  forward: {
    loops: ([x, indices], { axis }) => {
      const rank = indices.shape.length;
      requireElements("take", [x.shape[axis] ?? 1], sizeOf(indices.shape));
      return {
        shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)],
        element: (...at) => {
          const found = indices
            .at(...at.slice(axis, axis + rank))
            .max(0)
            .min((x.shape[axis] ?? 1) - 1);
          return x.at(...at.slice(0, axis), found, ...at.slice(axis + rank));
        },
      };
    },
  },
  vjp: ({ inputs: [x, indices], gradient }, { axis }): VjpThunks => [
    () => scatterAdd(gradient, indices, x.shape, axis),
    null,
  ],
  check: (_attributes, [, indices]) => {
    if (indices?.dtype === "i32") return;
    throw new RensaError("DTYPE_MISMATCH", `take: indices are ${String(indices?.dtype)}; convert them to i32.`);
  },
  indices: ([x], { axis }) => [{ input: 1, extents: [x?.shape[axis] ?? 0] }],
  takes: "x, indices, axis?",
  call:
    (apply) =>
    <S extends Shape, I extends Shape, D extends DType>(
      x: Tensor<S, D>,
      indices: Tensor<I, "i32">,
      axis = 0,
    ): Tensor<Shape, D> =>
      apply([x, indices], { axis: normalizeAxis("take", axis, x.shape.length) }),
});

/**
 * Zeros of a shape to which the parts of `values` are added at `indices` along an axis: the transpose of {@link take}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the values are not what `take` of that shape gives.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { scatterAdd } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ values: f32(3), indices: i32(3) }, ({ values, indices }) => scatterAdd(values, indices, [4], 0));
 * console.log((await compile(traced)).run({ values: [1, 2, 3], indices: [0, 3, 3] }).data); // Float32Array [1, 0, 0, 5]
 * ```
 */
export const scatterAdd = makeOp({
  name: "scatter_add",
  inputs: ["values", "indices"],
  attributes: { shape: anyShape(), axis: wholeNumber(0, { minimum: 0 }) },
  forward: {
    loops: ([values, indices], { shape, axis }, { constant }) => {
      const rank = indices.shape.length;
      return {
        shape,
        initial: () => constant(0, values.dtype),
        over: values.shape,
        add: (...at: readonly Index[]) => {
          const found = indices
            .at(...at.slice(axis, axis + rank))
            .max(0)
            .min((shape[axis] ?? 1) - 1);
          return { at: [...at.slice(0, axis), found, ...at.slice(axis + rank)], value: values.at(...at) };
        },
      };
    },
  },
  vjp: ({ inputs: [, indices], gradient }, { axis }): VjpThunks => [
    () => take(gradient, expectTensor("take: its indices", indices, "i32"), axis),
    null,
  ],
  check: ({ shape, axis }, [values, indices]) => {
    const taken = [...shape.slice(0, axis), ...(indices?.shape ?? []), ...shape.slice(axis + 1)];
    if (axis < shape.length && sameShape(taken, values?.shape ?? [])) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `scatterAdd: values of shape ${formatShape(values?.shape ?? [])} are not what ${formatShape(indices?.shape ?? [])} indices take of ${formatShape(shape)} along axis ${String(axis)}; give those.`,
    );
  },
  takes: "values, indices, shape, axis",
  call:
    (apply) =>
    (values: Tensor, indices: Tensor, shape: Shape, axis: number): Tensor =>
      values.shape.includes(0) ? full(shape, 0, values.dtype) : apply([values, indices], { shape, axis }),
});
