/** The largest of each group of channels. */
import {
  anyAxis,
  makeOp,
  type DType,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { max } from "../reduction/max.ts";
import { reshape } from "../shape/reshape.ts";

/**
 * The largest of every `pieces` neighbors along an axis, which becomes that many times shorter (Goodfellow et al.
 * 2013). Ties share the gradient evenly. Default axis: the last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where `pieces` does not divide the axis.
 *
 * @example
 * ```ts
 * import { maxout } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 6) }, ({ x }) => maxout(x, 3));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 5, 2, 4, 3, 6], [9, 7, 8, 0, -1, -2]] }).data); // Float32Array [5, 6, 9, 0]
 * ```
 */
export const maxout = makeOp({
  name: "maxout",
  attributes: { pieces: wholeNumber(2, { minimum: 1 }), axis: anyAxis() },
  forward: {
    composite: ([x], { pieces, axis }) => {
      const groups = (x.shape[axis] ?? 0) / pieces;
      const grouped: Shape = [...x.shape.slice(0, axis), groups, pieces, ...x.shape.slice(axis + 1)];
      return max(reshape(x, grouped), axis + 1);
    },
  },
  check: ({ pieces, axis }, [x]) => {
    const extent = x?.shape[axis] ?? 0;
    if (!(Number.isInteger(pieces) && pieces > 0 && extent % pieces === 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `maxout: axis ${String(axis)} of ${String(extent)} elements has no groups of ${String(pieces)}; give a divisor.`,
      );
    }
  },
  takes: "x, pieces, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      pieces: number,
      axis = -1,
    ): Tensor<{ readonly [K in keyof S]: number }, D> =>
      apply([x], { pieces, axis: normalizeAxis("maxout", axis, x.shape.length) }),
});
