/** Positions along an axis: the element of such an op, and how it is called. */
import {
  type Apply,
  type Index,
  type LoopOperand,
  type LoopOutput,
  type LoopTools,
  normalizeAxis,
  type Scalar,
  select,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { readReduced, reducedShape } from "./reduced.ts";

/** The first position along an axis at which the element is the one that `over` finds; NaN counts as found. */
export function positionOf(
  x: LoopOperand,
  axis: number,
  over: LoopTools["maxOver"],
  { minOver, position }: LoopTools,
): LoopOutput {
  const extent = x.shape[axis] ?? 1;
  return {
    shape: reducedShape(x.shape, [axis], false),
    dtype: "i32",
    element: (...outer) => {
      const read = (at: Index): Scalar => readReduced(x, [axis], false, outer, [at]);
      const best = over([extent], read);
      return minOver([extent], (at) =>
        select(
          read(at)
            .eq(best)
            .or(read(at).ne(read(at))),
          position(at),
          extent,
        ),
      );
    },
  };
}

/** The call of an op that returns positions along one axis (default: the last). */
export function positionCall<Name extends string>(name: Name) {
  return (apply: Apply<{ readonly axis: number }>) =>
    <S extends Shape, const Axis extends number = -1>(
      x: Tensor<S>,
      axis?: Axis & AxesCheck<Name, S, Axis>,
    ): Tensor<Reduce<S, Axis, false>, "i32"> => {
      const attributes = { axis: normalizeAxis(name, axis ?? -1, x.shape.length) };
      return apply([x], attributes);
    };
}
