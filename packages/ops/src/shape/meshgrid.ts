/** The coordinates of a grid. */
import { broadcastTo, makeOp, formatShape, oneOf, RensaError, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "./reshape.ts";

type Lengths<T extends readonly Tensor[]> = { readonly [K in keyof T]: T[K]["shape"][0] & number };

/** The shape of the grid: one axis per vector, the first two exchanged for `"xy"`. */
export type GridShape<T extends readonly Tensor[], Indexing> = number extends T["length"]
  ? Shape
  : Indexing extends "ij"
    ? Lengths<T>
    : Lengths<T> extends readonly [
          infer First extends number,
          infer Second extends number,
          ...infer Rest extends readonly number[],
        ]
      ? readonly [Second, First, ...Rest]
      : Lengths<T>;

/**
 * For each of `n` vectors its values at every point of the grid that they span: `n` tensors of `n` axes. With
 * `indexing: "ij"` (the default) axis `i` belongs to vector `i`; with `"xy"` the first two axes are exchanged, as for
 * pictures. As PyTorch's `meshgrid`. It costs nothing: it is an index map.
 *
 * @throws RensaError `RANK_MISMATCH` for what is no vector, `ARGUMENT_INVALID` where there is none.
 *
 * @example
 * ```ts
 * import { add, linspace, meshgrid, square } from "@rensa/ops";
 * import { trace } from "@rensa/core";
 *
 * const traced = trace({}, () => {
 *   const [x, y] = meshgrid([linspace(-1, 1, 5), linspace(-1, 1, 4)]);
 *   return add(square(x), square(y));
 * });
 * console.log(traced.result); // { shape: [5, 4], dtype: "f32" }
 * ```
 */
export const meshgrid = makeOp({
  name: "meshgrid",
  variadic: true,
  attributes: { indexing: oneOf(["ij", "xy"], "ij") },
  forward: {
    composite: (inputs, { indexing }) => {
      const vectors = Array.from(inputs);
      // The axis of the grid that belongs to each vector.
      const axes = vectors.map((_, at) => (indexing === "xy" && at < 2 && vectors.length > 1 ? 1 - at : at));
      const shape = axes.map((at) => vectors[at]?.shape[0] ?? 1);
      return vectors.map((vector, at) => {
        const own = shape.map((extent, axis) => (axis === axes[at] ? extent : 1));
        return broadcastTo(reshape(vector, own), shape);
      });
    },
  },
  check: ({ indexing }, inputs) => {
    if (inputs.length === 0) {
      throw new RensaError("ARGUMENT_INVALID", "meshgrid: needs at least one vector; give it some.");
    }
    const other = inputs.find(({ shape }) => shape.length !== 1);
    if (other !== undefined) {
      throw new RensaError(
        "RANK_MISMATCH",
        `meshgrid: ${formatShape(other.shape)} is not a vector; give it tensors of one axis.`,
      );
    }
    if (!["ij", "xy"].includes(indexing)) {
      throw new RensaError("ATTRIBUTE_INVALID", `meshgrid: there is no indexing "${indexing}"; give "ij" or "xy".`);
    }
  },
  takes: "vectors, options?",
  call:
    (apply) =>
    <const T extends readonly Tensor[], const Indexing extends "ij" | "xy" = "ij">(
      vectors: T,
      options?: { readonly indexing?: Indexing },
    ): { readonly [K in keyof T]: Tensor<GridShape<T, Indexing>, T[K]["dtype"]> } =>
      apply.all(vectors, { indexing: options?.indexing ?? "ij" }),
});
