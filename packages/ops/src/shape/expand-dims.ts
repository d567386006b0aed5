/** A new axis of length 1. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import type { InsertAxis } from "../types/shapes.ts";
import { reshape } from "./reshape.ts";

/**
 * The tensor with an axis of length 1 put in at `axis`; `-1` puts it last.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { expandDims } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3) }, ({ x }) => expandDims(x, 0));
 * const program = await compile(traced);
 * console.log(program.run({ x: [-1, 0.5, 2] }).data); // Float32Array [-1, 0.5, 2]
 * ```
 */
export const expandDims = makeOp({
  name: "expand_dims",
  attributes: { axis: anyAxis({ inserted: true }) },
  forward: { composite: ([x], { axis }) => reshape(x, [...x.shape.slice(0, axis), 1, ...x.shape.slice(axis)]) },
  traits: { rearranges: true },
  takes: "x, axis",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number>(
      x: Tensor<S, D>,
      axis: Axis,
    ): Tensor<InsertAxis<S, Axis>, D> =>
      apply([x], { axis: normalizeAxis("expandDims", axis, x.shape.length + 1) }),
});
