/** The cosine of the angle between two vectors. */
import { type Broadcast, makeOp, type DType, wholeNumber, number, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { l2Normalize } from "../normalization/l2-normalize.ts";
import { sum } from "../reduction/sum.ts";
import { reshape } from "../shape/reshape.ts";
import type { Reduce } from "../types/shapes.ts";
import { checkAxisFromEnd, alongAxis, type AlongCheck, checkFloats } from "./distance-call.ts";

/**
 * The cosine of the angle between x and y along an axis, `x . y / (|x| * |y|)`, where lengths are held at `epsilon`
 * or above (as PyTorch's `cosine_similarity`). x and y broadcast; the axis (default: the last) goes. Defaults: `axis`
 * -1, `epsilon` 1e-8 (above 0). The cosine with zeros is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { cosineSimilarity } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => cosineSimilarity(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] });
 * console.log(data); // Float32Array [0.8451..., 0.1961...]
 * ```
 */
export const cosineSimilarity = makeOp({
  name: "cosine_similarity",
  inputs: ["x", "y"],
  attributes: { axis: wholeNumber(-1), epsilon: number(1e-8, { minimum: 0 }) },
  forward: {
    composite: ([x, y], { axis, epsilon }) => {
      // An axis that one of them does not have has length 1 there.
      const along = (z: Tensor): Tensor =>
        axis + z.shape.length < 0 ? reshape(z, [...Array<number>(-axis - z.shape.length).fill(1), ...z.shape]) : z;
      const directions = [x, y].map((z) => l2Normalize(along(z), { axes: axis, epsilon }));
      return sum(mul(directions[0] ?? x, directions[1] ?? y), axis);
    },
  },
  check: ({ axis }, inputs) => {
    checkAxisFromEnd("cosineSimilarity", axis, inputs);
  },
  takes: "x, y, options?",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<A, D>,
      y: Tensor<B, D> & AlongCheck<"cosineSimilarity", A, B, Axis>,
      options: { readonly axis?: Axis; readonly epsilon?: number } = {},
    ): Tensor<Reduce<Broadcast<A, B>, Axis, false>, D> => {
      checkFloats("cosineSimilarity", x, y);
      const axis = alongAxis("cosineSimilarity", options.axis ?? -1, x.shape, y.shape);
      return apply([x, y], { ...options, axis });
    },
});
