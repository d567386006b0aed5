/** The triangles of matrices, weighed: how vjps of factorizations take their lower and upper parts. */
import { makeOp, select, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * A matrix whose elements below, on and above the diagonal are multiplied by three numbers. A weight of 0 makes zeros
 * of whatever is there. Its own transpose.
 *
 * @internal
 */
export const weighTriangles = makeOp({
  name: "weigh_triangles",
  attributes: { below: 1, diagonal: 1, above: 1 },
  forward: {
    loops: ([x], { below, diagonal, above }, { constant, position }) => ({
      shape: x.shape,
      element: (...indices) => {
        const [row = 0, column = 0] = indices.slice(-2);
        const element = x.at(...indices);
        const weighed = (weight: number) => (weight === 0 ? constant(0, x.dtype) : element.mul(weight));
        const [i, j] = [position(row), position(column)];
        return select(i.eq(j), weighed(diagonal), select(j.lt(i), weighed(below), weighed(above)));
      },
    }),
  },
  vjp: ({ gradient }, attributes): VjpThunks => [() => weighTriangles(gradient, attributes)],
  takes: "x, weights",
  call:
    (apply) =>
    (x: Tensor, weights: { readonly below?: number; readonly diagonal?: number; readonly above?: number }): Tensor =>
      apply([x], weights),
});
