/** The part of two vectors in which they differ. */
import { type Broadcast, makeOp, type DType, wholeNumber, type Shape, type Tensor } from "@rensa/core";
import { notEqual } from "../comparison/not-equal.ts";
import { mean } from "../reduction/mean.ts";
import { cast } from "../structure/cast.ts";
import type { Reduce } from "../types/shapes.ts";
import { checkAxisFromEnd, alongAxis, type AlongCheck, checkSameDType } from "./distance-call.ts";

/**
 * The share of elements along an axis that are not equal, 0 to 1, as f32 (as SciPy's `hamming`). x and y broadcast;
 * the axis (default: the last) goes. Any dtype; NaN differs from everything. It has no derivative: it is constant
 * almost everywhere.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { hammingDistance } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ x: i32(2, 3), y: i32(2, 3) }, ({ x, y }) => hammingDistance(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] });
 * console.log(data); // Float32Array [0.3333..., 0.6666...]
 * ```
 */
export const hammingDistance = makeOp({
  name: "hamming_distance",
  inputs: ["x", "y"],
  attributes: { axis: wholeNumber(-1) },
  forward: { composite: ([x, y], { axis }) => mean(cast(notEqual(x, y), "f32"), axis) },
  nonDifferentiable: "it is constant almost everywhere",
  check: ({ axis }, inputs) => {
    checkAxisFromEnd("hammingDistance", axis, inputs);
  },
  takes: "x, y, axis?",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<A, D>,
      y: Tensor<B, D> & AlongCheck<"hammingDistance", A, B, Axis>,
      axis?: Axis,
    ): Tensor<Reduce<Broadcast<A, B>, Axis, false>, "f32"> => {
      checkSameDType("hammingDistance", x, y);
      return apply([x, y], { axis: alongAxis("hammingDistance", axis ?? -1, x.shape, y.shape) });
    },
});
