/** Where values belong among sorted ones. */
import {
  makeOp,
  type DType,
  formatShape,
  oneOf,
  RensaError,
  sameShape,
  select,
  type Shape,
  type Tensor,
} from "@rensa/core";

/** Before or after the elements that equal the value. */
export type SearchSide = "left" | "right";

/**
 * The place among ascending elements at which each value belongs, i32: with `side: "left"` (the default) the number of
 * elements below the value, with `"right"` of those not above it.
 *
 * `sorted` is one row, of shape `[n]`, for values of any shape; or of shape `[a.., n]` for values of shape `[a.., m]`. A
 * value that is NaN belongs at the end. Found by bisection; elements that are not in order give an undefined place from 0
 * to n. As PyTorch's `searchsorted`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where there is not one row for all values or for each row of them,
 * `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID` for another side.
 *
 * @example
 * ```ts
 * import { searchSorted } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ edges: f32(3), x: f32(2, 3) }, ({ edges, x }) => searchSorted(edges, x));
 * const program = await compile(traced);
 * const { data } = program.run({ edges: [0, 1, 2], x: [[0.5, 1, 3], [-1, 1.5, 2]] });
 * console.log(data); // Int32Array [1, 1, 3, 0, 2, 2]
 * ```
 */
export const searchSorted = makeOp({
  name: "search_sorted",
  inputs: ["sorted", "values"],
  attributes: { side: oneOf(["left", "right"] as readonly SearchSide[], "left") },
  forward: {
    loops: ([sorted, values], { side }, { constant }) => {
      const isOneRow = sorted.shape.length === 1;
      if (
        !isOneRow &&
        (sorted.shape.length === 0 || !sameShape(sorted.shape.slice(0, -1), values.shape.slice(0, -1)))
      ) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `searchSorted: ${formatShape(sorted.shape)} has not one row for each row of ${formatShape(values.shape)}; give one row, or as many as the values have.`,
        );
      }
      const extent = sorted.shape.at(-1) ?? 0;
      const steps = extent === 0 ? 0 : Math.floor(Math.log2(extent)) + 1;
      return {
        shape: values.shape,
        dtype: "i32",
        element: (...at) => {
          const row = isOneRow ? [] : at.slice(0, -1);
          const value = values.at(...at);
          let place = constant(0, "i32");
          for (let step = 2 ** (steps - 1); step >= 1; step /= 2) {
            const next = place.add(step);
            const before = sorted.at(...row, next.sub(1).min(extent - 1));
            // Not the converse comparison: it is false for NaN, which belongs at the end.
            const isBelow = (side === "left" ? before.ge(value) : before.gt(value)).not();
            place = select(next.le(extent).and(isBelow), next, place);
          }
          return place;
        },
      };
    },
  },
  nonDifferentiable: "positions are integers",
  check: ({ side }, [sorted, values]) => {
    if (!["left", "right"].includes(side)) {
      throw new RensaError("ATTRIBUTE_INVALID", `searchSorted: the side is "${side}"; give "left" or "right".`);
    }
    if (sorted?.dtype !== values?.dtype) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `searchSorted: ${String(sorted?.dtype)} and ${String(values?.dtype)} differ; convert one of them.`,
      );
    }
  },
  takes: "sorted, values, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      sorted: Tensor<Shape, D>,
      values: Tensor<S, D>,
      options?: { readonly side?: SearchSide },
    ): Tensor<S, "i32"> =>
      apply([sorted, values], { ...options }),
});
