/** One element per index along an axis, and the transpose: adding elements along an axis by index. */
import {
  anyAxis,
  expectTensor,
  full,
  makeOp,
  oneOf,
  select,
  sizeOf,
  type DType,
  type Index,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { checkAligned, alignForReading, alignForWriting, replaceAt } from "./along-axis.ts";
import {
  allInside,
  checkOutside,
  clamped,
  outsideOr,
  placeOf,
  rangeAlong,
  requireElements,
  type Outside,
  type UnsaidOutside,
} from "./outside.ts";

/**
 * The elements of `x` that `indices` names along an axis: for the last of two axes, `y[i, j] = x[i, indices[i, j]]`.
 * Default axis: the last.
 *
 * `indices` is i32 and has the rank of `x`; along the axis it has any length, along the others the two broadcast.
 * Negative indices do not count from the end. An index outside its axis is clamped; with `outside: "omit"` what it
 * would read is 0. As PyTorch's `take_along_dim`, and its `gather` where the other axes have equal lengths.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH` where indices are not i32, `SHAPE_MISMATCH` where the other axes
 * do not broadcast, `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { argsort, takeAlong } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => takeAlong(x, argsort(x)));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2], [5, 9, 7]] }).data); // Float32Array [1, 2, 3, 5, 7, 9]
 * ```
 */
export const takeAlong = makeOp({
  name: "take_along",
  inputs: ["x", "indices"],
  attributes: {
    axis: anyAxis(),
    outside: oneOf(["clamp", "omit", "unsaid"] as readonly UnsaidOutside[], "unsaid"),
  },
  forward: {
    loops: ([x, indices], { axis, outside }, { constant }) => {
      const isOmitted = outsideOr(outside, "clamp") === "omit";
      if (!isOmitted) requireElements("takeAlong", [x.shape[axis] ?? 1], sizeOf(indices.shape));
      const element = (...at: readonly Index[]): Scalar => {
        if (x.shape[axis] === 0) return constant(0, x.dtype);
        const found = indices.at(...at);
        const extent = x.shape[axis] ?? 1;
        const value = x.at(...replaceAt<Index | typeof found>(at, axis, clamped(found, extent)));
        const inside = isOmitted ? allInside([found], [extent]) : undefined;
        return inside === undefined ? value : select(inside, value, constant(0, x.dtype));
      };
      return { shape: indices.shape, element };
    },
  },
  vjp: ({ inputs: [x, indices], gradient }, { axis, outside }): VjpThunks => [
    () =>
      scatterAddAlong(
        full(x.shape, 0, gradient.dtype),
        expectTensor("takeAlong: its indices", indices, "i32"),
        gradient,
        axis,
        {
          outside: outsideOr(outside, "clamp"),
        },
      ),
    null,
  ],
  check: ({ axis, outside }, [x, indices]) => {
    checkOutside("takeAlong", outside);
    checkAligned("takeAlong", axis, x, indices);
  },
  indices: ([x], { axis, outside }) => rangeAlong(1, x?.shape[axis], outside),
  takes: "x, indices, axis?, options?",
  call:
    (apply) =>
    <D extends DType>(
      x: Tensor<Shape, D>,
      indices: Tensor<Shape, "i32">,
      axis = -1,
      options?: { readonly outside?: Outside },
    ): Tensor<Shape, D> => {
      const [source, places, along] = alignForReading("takeAlong", x, indices, axis);
      return apply([source, places], { axis: along, ...options });
    },
});

/**
 * The operand to which updates are added along an axis by index: for the last of two axes, `y = operand`, then
 * `y[i, indices[i, j]] += updates[i, j]`. Where several go to one place, all count. The transpose of {@link takeAlong}.
 * Default axis: the last.
 *
 * `indices` is i32 and has the rank of the operand; along the axis, indices and updates broadcast to one length, along
 * the others to the operand. Negative indices do not count from the end. What goes outside is left out; with
 * `outside: "clamp"` its index is clamped. As PyTorch's `scatter_add`.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH` where indices are not i32, `SHAPE_MISMATCH` where indices or updates
 * do not broadcast, `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { scatterAddAlong } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), places: i32(2, 2), values: f32(2, 2) }, ({ x, places, values }) =>
 *   scatterAddAlong(x, places, values),
 * );
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6]], places: [[2, 0], [1, 0]], values: [[10, 20], [30, 40]] });
 * console.log(data); // Float32Array [21, 2, 13, 44, 35, 6]
 * ```
 */
export const scatterAddAlong = makeOp({
  name: "scatter_add_along",
  inputs: ["operand", "indices", "updates"],
  attributes: {
    axis: anyAxis(),
    outside: oneOf(["clamp", "omit", "unsaid"] as readonly UnsaidOutside[], "unsaid"),
  },
  forward: {
    loops: ([operand, indices, updates], { axis, outside }) => ({
      shape: operand.shape,
      initial: (...at) => operand.at(...at),
      over: updates.shape,
      add: (...at: readonly Index[]) => {
        const place = placeOf(indices.at(...at), operand.shape[axis] ?? 1, outsideOr(outside, "omit"));
        return { at: replaceAt<Index | typeof place>(at, axis, place), value: updates.at(...at) };
      },
    }),
  },
  vjp: ({ inputs: [, indices], gradient }, { axis, outside }): VjpThunks => [
    () => gradient,
    null,
    () =>
      takeAlong(gradient, expectTensor("takeAlong: its indices", indices, "i32"), axis, {
        outside: outsideOr(outside, "omit"),
      }),
  ],
  check: ({ axis, outside }, [operand, indices, updates]) => {
    checkOutside("scatterAddAlong", outside);
    checkAligned("scatterAddAlong", axis, operand, indices);
    checkAligned("scatterAddAlong", -1, indices, updates);
  },
  indices: ([operand], { axis, outside }) => rangeAlong(1, operand?.shape[axis], outside),
  takes: "operand, indices, updates, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      operand: Tensor<S, D>,
      indices: Tensor<Shape, "i32">,
      updates: Tensor<Shape, D>,
      axis = -1,
      options?: { readonly outside?: Outside },
    ): Tensor<S, D> => {
      const [places, values, along] = alignForWriting("scatterAddAlong", operand, indices, updates, axis);
      return apply([operand, places, values], { axis: along, ...options });
    },
});
