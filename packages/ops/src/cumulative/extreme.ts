/** Scanning for the largest or smallest element together with where it stands. */
import { broadcastTo, normalizeAxis, type Apply, type DType, type Shape, type Tensor } from "@rensa/core";
import { startOf } from "@rensa/core/compiler";
import { isNan } from "../comparison/is-nan.ts";
import { logicalOr } from "../comparison/logical-or.ts";
import { where } from "../comparison/where.ts";
import { withExtent } from "../indexing/along-axis.ts";
import { iota } from "../indexing/iota.ts";
import { reshape } from "../shape/reshape.ts";
import type { AxesCheck } from "../types/shapes.ts";
import { scanBySteps, type CumulativeAttributes, type CumulativeOptions } from "./scan.ts";
import { shifted } from "./shifted.ts";

interface Found {
  readonly values: Tensor;
  readonly indices: Tensor;
}

/** The values and the positions; `replaces` is true where a later element counts instead of an earlier one. */
export function scanExtreme(
  x: Tensor,
  { axis, reverse, exclusive }: CumulativeAttributes,
  kind: "max" | "min",
  replaces: (later: Tensor, earlier: Tensor) => Tensor,
): readonly [Tensor, Tensor] {
  const extent = x.shape[axis] ?? 1;
  const identity = startOf(kind, x.dtype);
  const move = ({ values, indices }: Found, by: number): Found => {
    const signed = reverse ? -by : by;
    return { values: shifted(values, axis, signed, identity), indices: shifted(indices, axis, signed, -1) };
  };
  const all: Found = { values: x, indices: positions(x.shape, axis) };
  const inclusive = scanBySteps(all, extent, move, (earlier, later) => {
    // What is elementwise of one shape has that shape, which broadcasting does not say of a generic one.
    const takesLater = logicalOr(replaces(later.values, earlier.values), isNan(later.values)) as Tensor<Shape, "bool">;
    return {
      values: where(takesLater, later.values, earlier.values),
      indices: where(takesLater, later.indices, earlier.indices),
    };
  });
  const { values, indices } = exclusive ? move(inclusive, 1) : inclusive;
  return [values, indices];
}

/** The index along an axis at every place of a shape. */
function positions(shape: Shape, axis: number): Tensor {
  const extent = shape[axis] ?? 1;
  const alone = withExtent(
    shape.map(() => 1),
    axis,
    extent,
  );
  return broadcastTo(reshape(iota(extent), alone), shape);
}

/** The call along an axis (default: the last). */
export function extremeCall<Name extends string>(name: Name) {
  return (apply: Apply<CumulativeAttributes>) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<S, D>,
      axis?: Axis & AxesCheck<Name, S, Axis>,
      options?: CumulativeOptions,
    ): { readonly values: Tensor<S, D>; readonly indices: Tensor<S, "i32"> } => {
      const [values, indices] = apply.all<readonly [Tensor<S, D>, Tensor<S, "i32">]>([x], {
        axis: normalizeAxis(name, axis ?? -1, x.shape.length),
        ...options,
      });
      return { values, indices };
    };
}
