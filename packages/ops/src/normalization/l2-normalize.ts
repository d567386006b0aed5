/** Vectors of length 1. */
import { anyAxes, makeOp, type DType, normalizeAxes, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { sum } from "../reduction/sum.ts";
import type { AxesCheck, AxisSpec } from "../types/shapes.ts";
import { checkFloats } from "../distance/distance-call.ts";

/**
 * The tensor over its Euclidean length along the given axes, where a length is held at `epsilon` or above (as
 * PyTorch's `normalize`). Defaults: `axes` -1, `epsilon` 1e-12 (above 0). Zeros stay zeros.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { l2Normalize } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 2) }, ({ x }) => l2Normalize(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 4], [0, 2]] }).data); // Float32Array [0.6, 0.8, 0, 1]
 * ```
 */
export const l2Normalize = makeOp({
  name: "l2_normalize",
  attributes: { axes: anyAxes(), epsilon: number(1e-12, { above: 0 }) },
  forward: {
    composite: ([x], { axes, epsilon }) => {
      // Held before the root, so that zeros have a derivative.
      const squares = maximum(sum(square(x), axes, { keepDims: true }), epsilon * epsilon);
      return mul(x, div(1, sqrt(squares)));
    },
  },
  check: ({ epsilon }) => {
    if (!(epsilon > 0))
      throw new RensaError("ATTRIBUTE_INVALID", `l2Normalize: epsilon is ${String(epsilon)}; give a number above 0.`);
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axes extends AxisSpec = -1>(
      x: Tensor<S, D>,
      options: { readonly axes?: Axes & AxesCheck<"l2Normalize", S, Axes>; readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("l2Normalize", x);
      const axes = normalizeAxes("l2Normalize", options.axes ?? -1, x.shape.length);
      return apply([x], { ...options, axes });
    },
});
