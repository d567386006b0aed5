/** Weights as directions and lengths. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { sum } from "../reduction/sum.ts";
import type { AxesCheck } from "../types/shapes.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { alongAxes, checkParameters } from "./affine.ts";

/**
 * `scale * direction / |direction|`, where the length is taken over all axes but `axis`, along which the scale has
 * one number a slice (Salimans and Kingma 2016; as PyTorch's `weight_norm`). Default `axis`: -1, that of the output
 * channels.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { weightNorm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ direction: f32(2, 2), scale: f32(2) }, ({ direction, scale }) => weightNorm(direction, scale));
 * const program = await compile(traced);
 * console.log(program.run({ direction: [[3, 0], [4, 2]], scale: [1, 5] }).data); // Float32Array [0.6, 0, 0.8, 5]
 * ```
 */
export const weightNorm = makeOp({
  name: "weight_norm",
  inputs: ["direction", "scale"],
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([direction, scale], { axis }) => {
      const { shape } = direction;
      const others = shape.map((_, at) => at).filter((at) => at !== axis);
      const length = sqrt(sum(square(direction), others, { keepDims: true }));
      return mul(direction, div(alongAxes(scale, shape, [axis]), length));
    },
  },
  takes: "direction, scale, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      direction: Tensor<S, D>,
      scale: Tensor<readonly [number], D>,
      axis?: Axis & AxesCheck<"weightNorm", S, Axis>,
    ): Tensor<S, D> => {
      checkFloats("weightNorm", direction);
      const at = normalizeAxis("weightNorm", axis ?? -1, direction.shape.length);
      checkParameters("weightNorm", direction, [direction.shape[at] ?? 1], { scale });
      return apply([direction, scale], { axis: at });
    },
});
