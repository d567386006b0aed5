/** Unit matrices. */
import { anyDType, checkShape, makeOp, type DType, wholeNumber, type Tensor } from "@rensa/core";

/**
 * A matrix of `rows` rows and `columns` columns (default: as many) that is 1 on the main diagonal and 0 elsewhere. Default
 * dtype: f32. As PyTorch's `eye`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for extents that are no integers from 0.
 *
 * @example
 * ```ts
 * import { add, eye } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => add(x, eye(3)));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] });
 * console.log(data); // Float32Array [2, 2, 3, 4, 6, 6, 7, 8, 10]
 * ```
 */
export const eye = makeOp({
  name: "eye",
  inputs: [],
  attributes: { rows: wholeNumber(0, { minimum: 0 }), columns: wholeNumber(0, { minimum: 0 }), dtype: anyDType() },
  forward: {
    loops: (_inputs, { rows, columns, dtype }, { position }) => ({
      shape: [rows, columns],
      dtype,
      element: (row, column) => position(row).eq(position(column)).to(dtype),
    }),
  },
  vjp: () => [],
  check: ({ rows, columns }) => {
    checkShape("eye", [rows, columns]);
  },
  takes: "rows, columns?, dtype?",
  call:
    (apply) =>
    <const Rows extends number, const Columns extends number = Rows, D extends DType = "f32">(
      rows: Rows,
      columns?: Columns,
      dtype?: D,
    ): Tensor<readonly [Rows, Columns], D> =>
      apply([], { rows, columns: columns ?? rows, dtype: dtype ?? "f32" }),
});
