/** The number of elements that are not 0. */
import { makeOp, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import { reduceElements } from "./reduced.ts";
import { reductionAttributes } from "./reduction-call.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

/**
 * The number of elements that are not 0, i32; NaN is not 0. Of any dtype, as PyTorch's `count_nonzero`. Over the given
 * axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { countNonzero } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => countNonzero(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Int32Array [2, 3]
 * ```
 */
export const countNonzero = makeOp({
  name: "count_nonzero",
  attributes: reductionAttributes,
  forward: {
    loops: ([x], attributes, { sumOver }) =>
      reduceElements(
        {
          ...x,
          at: (...indices) =>
            x
              .at(...indices)
              .ne(0)
              .to("i32"),
        },
        attributes,
        sumOver,
      ),
  },
  nonDifferentiable: "counts are integers",
  takes: "x, axes?, options?",
  call:
    (apply) =>
    <S extends Shape, const Axes extends AxisSpec | undefined = undefined, const Keep extends boolean = false>(
      x: Tensor<S>,
      axes?: Axes & AxesCheck<"countNonzero", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, "i32"> =>
      apply([x], {
        axes: normalizeAxes("countNonzero", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      }),
});
