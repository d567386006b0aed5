/** The order of elements: the one op of sorting that is not made of others. */
import { anyAxis, makeOp, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import { mergeOrder } from "./merge-order.ts";

/**
 * The positions of the elements in ascending order along an axis, i32: `x[y[0]] <= x[y[1]] <= ...`. Default axis: the
 * last.
 *
 * Stable: equal elements keep their order, also where `descending` is true. NaN counts as larger than all numbers, so it
 * is last, and first where `descending` is true; -0 and 0 are equal. Integers carry no gradient. As PyTorch's `argsort`
 * with `stable=True`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { argsort } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => argsort(x, 1, { descending: true }));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 2], [5, 9, 7]] }).data); // Int32Array [0, 2, 1, 1, 2, 0]
 * ```
 */
export const argsort = makeOp({
  name: "argsort",
  attributes: { axis: anyAxis(), descending: false },
  forward: {
    host: {
      types: ([x]) => [{ shape: x.shape, dtype: "i32" }],
      run: ([x], [order], { axis, descending }) => {
        if (order !== undefined) orderAlong(x.data, order.data, x.shape, axis, descending);
      },
    },
  },
  nonDifferentiable: "positions are integers",
  takes: "x, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, const Axis extends number = -1>(
      x: Tensor<S>,
      axis?: Axis & AxesCheck<"argsort", S, Axis>,
      options?: { readonly descending?: boolean },
    ): Tensor<S, "i32"> =>
      apply([x], { axis: normalizeAxis("argsort", axis ?? -1, x.shape.length), ...options }),
});

interface Numbers {
  readonly length: number;
  [index: number]: number;
}

function orderAlong(x: Numbers, order: Numbers, shape: Shape, axis: number, descending: boolean): void {
  const extent = shape[axis] ?? 1;
  const stride = shape.slice(axis + 1).reduce((size, each) => size * each, 1);
  const keys = new Float64Array(extent);
  for (let outer = 0; outer < x.length; outer += extent * stride) {
    for (let start = outer; start < outer + stride; start++) {
      for (let at = 0; at < extent; at++) {
        const value = x[start + at * stride] ?? 0;
        // Ascending by the negative is descending; NaN, which has no sign, becomes the least.
        keys[at] = descending ? -value : value;
      }
      mergeOrder(keys, descending).forEach((position, at) => {
        order[start + at * stride] = position;
      });
    }
  }
}
