/** The diagonals of matrices, and matrices with given diagonals: each other's transpose. */
import {
  makeOp,
  type DType,
  formatShape,
  Index,
  wholeNumber,
  nullable,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { partOf } from "../shape/margins.ts";
import { checkInteger, checkMatrix } from "./matrix-checks.ts";
import type { DiagonalOf, MatrixCheck, WithDiagonal } from "./matrix-types.ts";

/**
 * The diagonals of the matrices in the last two axes, as vectors: the elements with `column - row = offset` (default 0,
 * the main one). Of matrices of `m` rows and `n` columns it has `min(m, n - offset)` elements for a positive offset,
 * `min(m + offset, n)` for a negative one. As PyTorch's `linalg.diagonal`. It costs nothing: it is an index map.
 *
 * @throws RensaError `RANK_MISMATCH` for fewer than two axes, `ATTRIBUTE_INVALID` for an offset that is no integer or lies
 *   outside.
 *
 * @example
 * ```ts
 * import { diagonal } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => diagonal(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }).data); // Float32Array [1, 5, 9]
 * ```
 */
export const diagonal = makeOp({
  name: "diagonal",
  attributes: { offset: wholeNumber(0) },
  forward: {
    loops: ([x], { offset }) => ({
      shape: [...x.shape.slice(0, -2), lengthOf(x.shape, offset)],
      element: (...indices) => {
        const [batch, at = Index.constant(0)] = [indices.slice(0, -1), indices.at(-1)];
        return x.at(...batch, at.add(Math.max(0, -offset)), at.add(Math.max(0, offset)));
      },
    }),
  },
  vjp: ({ inputs: [x], gradient }, { offset }): VjpThunks => [
    () => {
      const [rows = 1, columns = 1] = x.shape.slice(-2);
      return diag(gradient, { offset, rows, columns });
    },
  ],
  check: ({ offset }, [x]) => {
    checkMatrix("diagonal", x);
    checkInteger("diagonal", "the offset", offset);
    const shape = x?.shape ?? [];
    if (lengthOf(shape, offset) >= 0) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `diagonal: ${formatShape(shape)} has no diagonal ${String(offset)}; give one that crosses it.`,
    );
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Offset extends number = 0>(
      x: Tensor<S, D> & MatrixCheck<"diagonal", S>,
      options?: { readonly offset?: Offset },
    ): Tensor<DiagonalOf<S, Offset>, D> =>
      apply([x], { offset: options?.offset ?? 0 }),
});

/**
 * The matrices that have the vectors in the last axis as diagonals, `column - row = offset` (default 0, the main one), and
 * 0 elsewhere. Default rows and columns: `length + |offset|`, the least that is square. As PyTorch's `diag_embed`.
 *
 * @throws RensaError `RANK_MISMATCH` for a scalar, `ATTRIBUTE_INVALID` for an offset that is no integer, or rows and columns
 *   on which the diagonal does not fit.
 *
 * @example
 * ```ts
 * import { diag } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ scale: f32(3) }, ({ scale }) => diag(scale));
 * console.log(traced.result); // { shape: [3, 3], dtype: "f32" }
 * ```
 */
export const diag = makeOp({
  name: "diag",
  attributes: {
    offset: wholeNumber(0),
    rows: nullable(wholeNumber(1, { minimum: 0 })),
    columns: nullable(wholeNumber(1, { minimum: 0 })),
  },
  forward: {
    loops: ([x], attributes, { within }) => {
      const [rows, columns] = extentsOf(x.shape, attributes);
      const { offset } = attributes;
      return {
        shape: [...x.shape.slice(0, -1), rows, columns],
        element: (...indices) => {
          const [batch, [row = Index.constant(0), column = Index.constant(0)]] = [
            indices.slice(0, -2),
            indices.slice(-2),
          ];
          const at = row.sub(Math.max(0, -offset));
          const bounds = [
            { index: column.sub(row), lower: offset, upper: offset + 1 },
            { index: at, lower: 0, upper: x.shape.at(-1) ?? 1 },
          ];
          return within(bounds, () => x.at(...batch, at), 0);
        },
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { offset }): VjpThunks => [
    () => {
      const length = x.shape.at(-1) ?? 1;
      const whole = diagonal(gradient, { offset });
      // A matrix larger than needed has a longer diagonal.
      return whole.shape.at(-1) === length ? whole : partOf(whole, whole.shape.length - 1, 0, length);
    },
  ],
  check: (attributes, [x]) => {
    const shape = x?.shape ?? [];
    if (shape.length < 1) {
      throw new RensaError("RANK_MISMATCH", "diag: a scalar is no diagonal; reshape it to a vector.");
    }
    checkInteger("diag", "the offset", attributes.offset);
    const extents = extentsOf(shape, attributes);
    if (extents.every(Number.isInteger) && lengthOf(extents, attributes.offset) >= (shape.at(-1) ?? 0)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `diag: a diagonal of ${String(shape.at(-1))} elements does not fit on ${formatShape(extents)} at offset ${String(attributes.offset)}; give more rows and columns.`,
    );
  },
  takes: "x, options?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Offset extends number = 0,
      const Rows extends number | undefined = undefined,
      const Columns extends number | undefined = undefined,
    >(
      x: Tensor<S, D>,
      options?: { readonly offset?: Offset; readonly rows?: Rows; readonly columns?: Columns },
    ): Tensor<WithDiagonal<S, Offset, Rows, Columns>, D> =>
      apply([x], {
        offset: options?.offset ?? 0,
        rows: options?.rows ?? null,
        columns: options?.columns ?? null,
      }),
});

/** How many elements a diagonal has. */
function lengthOf(shape: Shape, offset: number): number {
  const [rows = 0, columns = 0] = shape.slice(-2);
  return Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset));
}

/** Rows and columns of the matrices with given diagonals. */
function extentsOf(
  shape: Shape,
  { offset, rows, columns }: { readonly offset: number; readonly rows: number | null; readonly columns: number | null },
): readonly [number, number] {
  const least = (shape.at(-1) ?? 0) + Math.abs(offset);
  return [rows ?? least, columns ?? least];
}
