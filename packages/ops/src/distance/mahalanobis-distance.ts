/** The distance of two vectors by the spread of a distribution. */
import {
  makeOp,
  type Broadcast,
  broadcastShapes,
  type DType,
  formatShape,
  RensaError,
  sameShape,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { sum } from "../reduction/sum.ts";
import { reshape } from "../shape/reshape.ts";
import type { Reduce } from "../types/shapes.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { type AlongCheck, checkFloats } from "./distance-call.ts";

/**
 * The root of `(x - y) . inverseCovariance . (x - y)` along the last axis: the distance in standard deviations of a
 * distribution with that inverse of a covariance `[width, width]`, which is symmetric (Mahalanobis 1936; as SciPy's
 * `mahalanobis`). x and y broadcast; their last axis goes. The derivative of a distance of 0 is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { mahalanobisDistance } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), mean: f32(3), precision: f32(3, 3) }, ({ x, mean, precision }) => mahalanobisDistance(x, mean, precision));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], mean: [0, 1, 0], precision: [[2, 0, 0], [0, 1, 0], [0, 0, 1]] });
 * console.log(data); // Float32Array [3.464102, 0]
 * ```
 */
export const mahalanobisDistance = makeOp({
  name: "mahalanobis_distance",
  inputs: ["x", "y", "inverseCovariance"],
  forward: {
    composite: ([x, y, inverseCovariance]) => {
      const difference: Tensor = sub(x, y);
      const rows = reshape(difference, [-1, difference.shape.at(-1) ?? 1]);
      const squares = sum(mul(matmul(rows, inverseCovariance), rows), -1);
      return rootOrZero(reshape(squares, difference.shape.slice(0, -1)));
    },
  },
  takes: "x, y, inverseCovariance",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      x: Tensor<A, D>,
      y: Tensor<B, D> & AlongCheck<"mahalanobisDistance", A, B, -1>,
      inverseCovariance: Tensor<readonly [number, number], D>,
    ): Tensor<Reduce<Broadcast<A, B>, -1, false>, D> => {
      checkFloats("mahalanobisDistance", x, y, inverseCovariance);
      checkSquare(broadcastShapes("mahalanobisDistance", x.shape, y.shape), inverseCovariance.shape);
      return apply([x, y, inverseCovariance]);
    },
});

function checkSquare(difference: Shape, inverse: Shape): void {
  const width = difference.at(-1);
  if (width === undefined) {
    throw new RensaError(
      "RANK_MISMATCH",
      "mahalanobisDistance: needs a last axis and got numbers; reshape them to rows.",
    );
  }
  if (sameShape(inverse, [width, width])) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `mahalanobisDistance: rows of ${String(width)} need an inverse covariance ${formatShape([width, width])}, not ${formatShape(inverse)}.`,
  );
}
