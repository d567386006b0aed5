/** A host op: rows sorted. The gradient goes back to where each element came from, by the ranks, a second host op. */
import { defineOp, type DType, type HostTensor, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { cast, equal, expandDims, iota, mul, sum } from "@rensa/ops";

/** The position of each element of a row when the row is sorted upward; ties keep their order. i32. */
export const rankRows = defineOp({
  name: "rank_rows",
  forward: {
    host: {
      types: ([x]) => [{ shape: x.shape, dtype: "i32" }],
      run: ([x], [ranks]) => {
        forEachRow(x, (row, start) => {
          order(row).forEach((from, rank) => {
            if (ranks !== undefined) ranks.data[start + from] = rank;
          });
        });
      },
    },
  },
  nonDifferentiable: "ranks are integers",
  call:
    (apply) =>
    <S extends Shape>(x: Tensor<S>): Tensor<S, "i32"> =>
      apply([x]),
});

/** Each row (the last axis) sorted upward. */
export const sortRows = defineOp({
  name: "sort_rows",
  forward: {
    host: {
      types: ([x]) => [x],
      run: ([x], [sorted]) => {
        forEachRow(x, (row, start) =>
          sorted?.data.set(
            [...row].sort((a, b) => a - b),
            start,
          ),
        );
      },
    },
  },
  // dx[i] = sum over j of (rank of x[i] is j) * gradient[j].
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => {
      const extent = x.shape.at(-1) ?? 1;
      const chosen = cast(equal(expandDims(rankRows(x), -1), iota(extent)), x.dtype);
      return sum(mul(chosen, expandDims(gradient, -2 + gradient.shape.length + 1)), -1 as number);
    },
  ],
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> =>
      apply([x]),
});

function forEachRow(x: HostTensor, visit: (row: readonly number[], start: number) => void): void {
  const extent = x.shape.at(-1) ?? 1;
  for (let start = 0; start < x.data.length; start += extent)
    visit(Array.from(x.data.subarray(start, start + extent)), start);
}

function order(row: readonly number[]): number[] {
  return row.map((_, at) => at).sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0) || a - b);
}
