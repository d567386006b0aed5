/** The vector product of three dimensions. */
import {
  type Broadcast,
  broadcastShapes,
  broadcastTo,
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { roll } from "../shape/roll.ts";

/**
 * The vector product of the vectors of three elements along an axis of both, which broadcast:
 * `y[i] = a[i + 1] * b[i + 2] - a[i + 2] * b[i + 1]`, indices modulo 3. Default axis: the last. As PyTorch's
 * `linalg.cross`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the axis has not 3 elements or the shapes do not broadcast, `ATTRIBUTE_INVALID`
 *   for an axis that is not there, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { cross } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => cross(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 0, 0], [0, 1, 0]], b: [0, 0, 1] }).data); // Float32Array [0, -1, 0, 1, 0, 0]
 * ```
 */
export const cross = makeOp({
  name: "cross",
  inputs: ["a", "b"],
  attributes: { axis: wholeNumber(-1) },
  forward: {
    composite: ([a, b], { axis }) => {
      const shape = broadcastShapes("cross", a.shape, b.shape);
      const at = normalizeAxis("cross", axis, shape.length);
      const turned = (x: Tensor, by: number): Tensor => roll(broadcastTo(x, shape), -by, at);
      return sub(mul(turned(a, 1), turned(b, 2)), mul(turned(a, 2), turned(b, 1)));
    },
  },
  check: ({ axis }, [a, b]) => {
    const [left, right] = [a?.shape ?? [], b?.shape ?? []];
    const shape = broadcastShapes("cross", left, right);
    const fromEnd = shape.length - normalizeAxis("cross", axis, shape.length);
    if (left.at(-fromEnd) === 3 && right.at(-fromEnd) === 3) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `cross: axis ${String(axis)} of ${formatShape(left)} and ${formatShape(right)} has not 3 elements in both; give vectors of 3.`,
    );
  },
  takes: "a, b, axis?",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D>,
      b: Tensor<B, D>,
      axis = -1,
    ): Tensor<Broadcast<A, B>, D> =>
      apply([a, b], { axis }),
});
