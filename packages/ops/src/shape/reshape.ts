/** The same elements in another shape. */
import {
  anyShape,
  checkShape,
  makeOp,
  type DType,
  formatShape,
  Index,
  RensaError,
  type Shape,
  sizeOf,
  stridesOf,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { Reshaped, ReshapeCheck } from "../types/shapes.ts";

/**
 * The same elements, in row-major order, in another shape; it costs nothing. One `-1` stands for what is left.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the elements are more or fewer, `ATTRIBUTE_INVALID` for what is no shape.
 *
 * @example
 * ```ts
 * import { reshape } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => reshape(x, [6]));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6]] }).data); // Float32Array [1, 2, 3, 4, 5, 6]
 * ```
 */
export const reshape = makeOp({
  name: "reshape",
  attributes: { shape: anyShape() },
  forward: {
    loops: ([x], { shape }) => {
      checkShape("reshape", shape);
      if (sizeOf(shape) !== sizeOf(x.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `reshape: ${formatShape(x.shape)} has ${String(sizeOf(x.shape))} elements and ${formatShape(shape)} has ${String(sizeOf(shape))}; the numbers must be equal.`,
        );
      }
      const strides = stridesOf(shape);
      return {
        shape,
        element: (...indices) =>
          x.flat(indices.reduce((sum, index, axis) => sum.add(index.mul(strides[axis] ?? 1)), Index.constant(0))),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => reshape(gradient, x.shape)],
  traits: { rearranges: true },
  takes: "x, shape",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const To extends Shape>(
      x: Tensor<S, D>,
      shape: To & ReshapeCheck<S, To>,
    ): Tensor<Reshaped<To>, D> =>
      apply([x], { shape: fillIn(x.shape, shape) }),
});

/** The shape with its `-1` replaced. */
function fillIn(from: Shape, to: Shape): Shape {
  if (!to.includes(-1)) return to;
  const known = to.reduce((size, extent) => (extent === -1 ? size : size * extent), 1);
  return to.map((extent) => (extent === -1 ? sizeOf(from) / known : extent));
}
