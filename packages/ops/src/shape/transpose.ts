/** The axes in another order. */
import {
  makeOp,
  type DType,
  wholeNumber,
  listOf,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { Permute, ReverseShape } from "../types/shapes.ts";

/**
 * The axes in another order: axis `i` of the result is axis `order[i]` of the input. Default: reversed.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { transpose } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => transpose(x, [1, 0]));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3], [4, 5, 6]] }).data); // Float32Array [1, 4, 2, 5, 3, 6]
 * ```
 */
export const transpose = makeOp({
  name: "transpose",
  attributes: { order: listOf(wholeNumber(0, { minimum: 0 })) },
  forward: {
    loops: ([x], { order }) => ({
      shape: order.map((axis) => x.shape[axis] ?? 1),
      element: (...indices) => x.at(...order.map((_, axis) => indices[order.indexOf(axis)] ?? 0)),
    }),
  },
  vjp: ({ gradient }, { order }): VjpThunks => [
    () =>
      transpose(
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
  ],
  check: ({ order }, [x]) => {
    const axes = [...order].sort((a, b) => a - b);
    if (axes.length !== x?.shape.length || axes.some((axis, position) => axis !== position)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `transpose: [${order.join(", ")}] is not an order of ${String(x?.shape.length)} axes; name each axis once.`,
      );
    }
  },
  traits: { rearranges: true },
  takes: "x, order?",
  call: (apply) => {
    function call<S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<ReverseShape<S>, D>;
    function call<S extends Shape, D extends DType, const Order extends readonly number[]>(
      x: Tensor<S, D>,
      order: Order,
    ): Tensor<Permute<S, Order>, D>;
    function call(x: Tensor, order?: readonly number[]): Tensor {
      const rank = x.shape.length;
      const axes = order?.map((axis) => (axis < 0 ? axis + rank : axis)) ?? x.shape.map((_, axis) => rank - 1 - axis);
      return apply([x], { order: axes });
    }
    return call;
  },
});
