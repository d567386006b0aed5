/** Each element several times in a row. */
import {
  anyAxis,
  broadcastTo,
  makeOp,
  type DType,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import type { Repeated } from "./axis-types.ts";
import { reshape } from "./reshape.ts";

/**
 * The tensor with each part along an axis `count` times in a row: `[1, 2]` twice is `[1, 1, 2, 2]`. As PyTorch's
 * `repeat_interleave` with one number. (The whole several times over is {@link tile}.)
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a count that is no integer from 1, or an axis that is not there.
 *
 * @example
 * ```ts
 * import { repeat } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => repeat(x, 2, 1));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-2, -2, -1, -1, 0, 0, 0.5, 0.5, 1, 1, 2, 2]
 * ```
 */
export const repeat = makeOp({
  name: "repeat",
  attributes: { count: wholeNumber(1, { minimum: 1 }), axis: anyAxis() },
  forward: {
    composite: ([x], { count, axis }) => {
      const [before, extent = 1, after] = [x.shape.slice(0, axis), x.shape[axis], x.shape.slice(axis + 1)];
      const apart = reshape(x, [...before, extent, 1, ...after]);
      return reshape(broadcastTo(apart, [...before, extent, count, ...after]), [...before, extent * count, ...after]);
    },
  },
  check: ({ count }) => {
    if (Number.isInteger(count) && count > 0) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `repeat: ${String(count)} does not say how often; give an integer from 1.`,
    );
  },
  takes: "x, count, axis",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Count extends number, const Axis extends number>(
      x: Tensor<S, D>,
      count: Count,
      axis: Axis & AxesCheck<"repeat", S, Axis>,
    ): Tensor<Repeated<S, Axis, Count>, D> =>
      apply([x], { count, axis: normalizeAxis("repeat", axis, x.shape.length) }),
});
