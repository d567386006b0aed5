/** Parts of a tensor by index tuples, and the transpose: zeros with parts added at index tuples. */
import {
  anyShape,
  expectTensor,
  makeOp,
  oneOf,
  select,
  sizeOf,
  type DType,
  type Index,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { checkTuples, checkUpdates, gatheredShape, tupleAt } from "./index-tuples.ts";
import {
  allInside,
  checkOutside,
  clamped,
  outsideOr,
  placeOf,
  rangeOfTuples,
  requireElements,
  type Outside,
  type UnsaidOutside,
} from "./outside.ts";

/**
 * The parts of `x` at index tuples: `y[a.., b..] = x[indices[a.., 0], ..., indices[a.., k - 1], b..]`.
 *
 * `indices` is i32 of shape `[a.., k]`; the result has shape `[a.., ...x.shape.slice(k)]`. Negative indices do not count
 * from the end. An index outside its axis is clamped; with `outside: "omit"` what it would read is 0. As ONNX's
 * `GatherND`, or PyTorch's indexing with tensors.
 *
 * @throws RensaError `RANK_MISMATCH` where tuples are longer than the rank, `DTYPE_MISMATCH` where indices are not i32,
 * `ATTRIBUTE_INVALID` for another `outside`.
 *
 * @example
 * ```ts
 * import { gatherNd } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ image: f32(2, 3), places: i32(2, 2) }, ({ image, places }) => gatherNd(image, places));
 * const program = await compile(traced);
 * console.log(program.run({ image: [[1, 2, 3], [4, 5, 6]], places: [[0, 0], [1, 2]] }).data); // Float32Array [1, 6]
 * ```
 */
export const gatherNd = makeOp({
  name: "gather_nd",
  inputs: ["x", "indices"],
  attributes: { outside: oneOf(["clamp", "omit", "unsaid"] as readonly UnsaidOutside[], "unsaid") },
  forward: {
    loops: ([x, indices], { outside }, { constant }) => {
      checkTuples("gatherNd", x.shape, indices);
      const shape = gatheredShape(x.shape, indices.shape);
      const isOmitted = outsideOr(outside, "clamp") === "omit";
      const isEmpty = x.shape.slice(0, indices.shape.at(-1)).includes(0);
      if (!isOmitted) requireElements("gatherNd", x.shape.slice(0, indices.shape.at(-1)), sizeOf(indices.shape));
      const leading = indices.shape.length - 1;
      return {
        shape,
        element: (...at) => {
          if (isEmpty) return constant(0, x.dtype);
          const tuple = tupleAt(indices, at.slice(0, leading));
          const value = x.at(...tuple.map((index, axis) => clamped(index, x.shape[axis] ?? 1)), ...at.slice(leading));
          const inside = isOmitted ? allInside(tuple, x.shape) : undefined;
          return inside === undefined ? value : select(inside, value, constant(0, x.dtype));
        },
      };
    },
  },
  vjp: ({ inputs: [x, indices], gradient }, { outside }): VjpThunks => [
    () =>
      scatterNd(gradient, expectTensor("gatherNd: its indices", indices, "i32"), x.shape, {
        outside: outsideOr(outside, "clamp"),
      }),
    null,
  ],
  check: ({ outside }) => {
    checkOutside("gatherNd", outside);
  },
  indices: ([x, indices], { outside }) => rangeOfTuples(1, x?.shape ?? [], indices, outside),
  takes: "x, indices, options?",
  call:
    (apply) =>
    <D extends DType>(
      x: Tensor<Shape, D>,
      indices: Tensor<Shape, "i32">,
      options?: { readonly outside?: Outside },
    ): Tensor<Shape, D> =>
      apply([x, indices], { ...options }),
});

/**
 * Zeros of a shape to which `updates` are added at index tuples: `y[indices[a.., 0], ..., indices[a.., k - 1], b..] +=
 * updates[a.., b..]`. Where several go to one place, all count. The transpose of {@link gatherNd}.
 *
 * `indices` is i32 of shape `[a.., k]`, `updates` of shape `[a.., ...shape.slice(k)]`. Negative indices do not count from
 * the end. What goes outside is left out; with `outside: "clamp"` its index is clamped.
 *
 * @throws RensaError `SHAPE_MISMATCH` where updates do not suit, `RANK_MISMATCH` where tuples are longer than the shape,
 * `DTYPE_MISMATCH` where indices are not i32, `ATTRIBUTE_INVALID` for another `outside`.
 *
 * @example
 * ```ts
 * import { scatterNd } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ values: f32(2), places: i32(2, 2) }, ({ values, places }) => scatterNd(values, places, [2, 3]));
 * const program = await compile(traced);
 * console.log(program.run({ values: [10, 20], places: [[0, 0], [1, 2]] }).data); // Float32Array [10, 0, 0, 0, 0, 20]
 * ```
 */
export const scatterNd = makeOp({
  name: "scatter_nd",
  inputs: ["updates", "indices"],
  attributes: { shape: anyShape(), outside: oneOf(["clamp", "omit", "unsaid"] as readonly UnsaidOutside[], "unsaid") },
  forward: {
    loops: ([updates, indices], { shape, outside }, { constant }) => {
      checkUpdates("scatterNd", shape, indices, updates);
      const leading = indices.shape.length - 1;
      return {
        shape,
        initial: () => constant(0, updates.dtype),
        over: updates.shape,
        add: (...at: readonly Index[]) => {
          const tuple = tupleAt(indices, at.slice(0, leading));
          const places = tuple.map((index, axis) => placeOf(index, shape[axis] ?? 1, outsideOr(outside, "omit")));
          return { at: [...places, ...at.slice(leading)], value: updates.at(...at) };
        },
      };
    },
  },
  vjp: ({ inputs: [, indices], gradient }, { outside }): VjpThunks => [
    () =>
      gatherNd(gradient, expectTensor("gatherNd: its indices", indices, "i32"), {
        outside: outsideOr(outside, "omit"),
      }),
    null,
  ],
  check: ({ outside }) => {
    checkOutside("scatterNd", outside);
  },
  indices: ([, indices], { shape, outside }) => rangeOfTuples(1, shape, indices, outside),
  takes: "updates, indices, shape, options?",
  call:
    (apply) =>
    <const S extends Shape, D extends DType>(
      updates: Tensor<Shape, D>,
      indices: Tensor<Shape, "i32">,
      shape: S,
      options?: { readonly outside?: Outside },
    ): Tensor<S, D> =>
      apply([updates, indices], { shape, ...options }),
});
