/** True where any element is true. */
import { makeOp, type LoopOperand, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import { reduceElements } from "./reduced.ts";
import { reductionAttributes } from "./reduction-call.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

/**
 * True where any element is true, that is not 0; NaN counts as true, and over nothing it is false. Of any dtype, as
 * PyTorch's `any`. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { any } from "@rensa/ops";
 * import { bool, compile, trace } from "rensa";
 *
 * const traced = trace({ x: bool(2, 3) }, ({ x }) => any(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 0, 1], [1, 0, 0]] }).data); // Uint8Array [1, 1]
 * ```
 */
export const any = makeOp({
  name: "any",
  attributes: reductionAttributes,
  forward: {
    loops: ([x], attributes, { maxOver }) => {
      const isTrue: LoopOperand = {
        ...x,
        at: (...indices) =>
          x
            .at(...indices)
            .ne(0)
            .to("i32"),
      };
      const { shape, element } = reduceElements(isTrue, attributes, maxOver);
      return { shape, dtype: "bool", element: (...indices) => element(...indices).gt(0) };
    },
  },
  nonDifferentiable: "the result is a bool",
  takes: "x, axes?, options?",
  call:
    (apply) =>
    <S extends Shape, const Axes extends AxisSpec | undefined = undefined, const Keep extends boolean = false>(
      x: Tensor<S>,
      axes?: Axes & AxesCheck<"any", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, "bool"> =>
      apply([x], {
        axes: normalizeAxes("any", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      }),
});
