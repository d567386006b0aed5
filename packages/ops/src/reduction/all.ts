/** True where all elements are true. */
import { makeOp, type LoopOperand, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import { reduceElements } from "./reduced.ts";
import { reductionAttributes } from "./reduction-call.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";

/**
 * True where all elements are true, that is not 0; NaN counts as true, and over nothing it is true. Of any dtype, as
 * PyTorch's `all`. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { all } from "@rensa/ops";
 * import { bool, compile, trace } from "rensa";
 *
 * const traced = trace({ x: bool(2, 3) }, ({ x }) => all(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 0, 1], [1, 0, 0]] }).data); // Uint8Array [0, 0]
 * ```
 */
export const all = makeOp({
  name: "all",
  attributes: reductionAttributes,
  forward: {
    loops: ([x], attributes, { minOver }) => {
      const isTrue: LoopOperand = {
        ...x,
        at: (...indices) =>
          x
            .at(...indices)
            .ne(0)
            .to("i32"),
      };
      const { shape, element } = reduceElements(isTrue, attributes, minOver);
      return { shape, dtype: "bool", element: (...indices) => element(...indices).ne(0) };
    },
  },
  nonDifferentiable: "the result is a bool",
  takes: "x, axes?, options?",
  call:
    (apply) =>
    <S extends Shape, const Axes extends AxisSpec | undefined = undefined, const Keep extends boolean = false>(
      x: Tensor<S>,
      axes?: Axes & AxesCheck<"all", S, Axes>,
      options?: { readonly keepDims?: Keep },
    ): Tensor<Reduce<S, Axes, Keep>, "bool"> =>
      apply([x], {
        axes: normalizeAxes("all", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
      }),
});
