/** The p-norm. */
import { makeOp, type DType, isFloat, normalizeAxes, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { pow } from "../arithmetic/pow.ts";
import { square } from "../arithmetic/square.ts";
import { equal } from "../comparison/equal.ts";
import { notEqual } from "../comparison/not-equal.ts";
import { where } from "../comparison/where.ts";
import { max } from "./max.ts";
import { min } from "./min.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { sum } from "./sum.ts";
import { cast } from "../structure/cast.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { reductionAttributes } from "./reduction-call.ts";

/**
 * The norm of a vector of order `p`: `sum(|x|^p)^(1/p)`, as PyTorch's `linalg.vector_norm`; for `Infinity` the largest
 * and for `-Infinity` the smallest `|x|`, for 0 the number of elements that are not 0. Default: 2. Where the norm is 0
 * its derivative is 0, and for orders below 1 so is that by an element that is 0. Ties of the orders `Infinity` and
 * `-Infinity` share the gradient evenly. The error in float32 does not grow with the number of elements: see `sum`. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there or the order NaN, `DTYPE_MISMATCH` for
 * integers.
 *
 * @example
 * ```ts
 * import { norm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => norm(x, 1, { order: 1 }));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [3, 3.5]
 * ```
 */
export const norm = makeOp({
  name: "norm",
  attributes: { ...reductionAttributes, order: number(2, { nonFinite: true }) },
  forward: {
    composite: ([x], { axes, keepDims, order }) => {
      if (order === Infinity) return max(abs(x), axes, { keepDims });
      if (order === -Infinity) return min(abs(x), axes, { keepDims });
      if (order === 0) return sum(cast(notEqual(x, 0), x.dtype), axes, { keepDims });
      if (order === 1) return sum(abs(x), axes, { keepDims });
      if (order === 2) return rootOrZero(sum(square(x), axes, { keepDims }));
      return powerNorm(x, axes, keepDims, order);
    },
  },
  check: ({ order }, [x]) => {
    if (Number.isNaN(order)) throw new RensaError("ATTRIBUTE_INVALID", "norm: the order is NaN; give a number.");
    if (x !== undefined && !isFloat(x.dtype)) {
      throw new RensaError("DTYPE_MISMATCH", `norm: measures floats and got ${x.dtype}; cast it first.`);
    }
  },
  takes: "x, axes?, options?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const Keep extends boolean = false,
    >(
      x: Tensor<S, D>,
      axes?: Axes & AxesCheck<"norm", S, Axes>,
      options?: { readonly keepDims?: Keep; readonly order?: number },
    ): Tensor<Reduce<S, Axes, Keep>, D> => {
      const attributes = {
        axes: normalizeAxes("norm", axes, x.shape.length),
        keepDims: options?.keepDims ?? false,
        order: options?.order ?? 2,
      };
      return apply([x], attributes);
    },
});

/** `sum(|x|^p)^(1/p)`, where zeros are kept away from the powers: their slopes there are infinite. */
function powerNorm(x: Tensor, axes: readonly number[], keepDims: boolean, order: number): Tensor {
  if (order < 0) return pow(sum(pow(abs(x), order), axes, { keepDims }), 1 / order);
  const powered = atNonzero(x, (nonzero) => pow(abs(nonzero), order));
  return atNonzero(sum(powered, axes, { keepDims }), (nonzero) => pow(nonzero, 1 / order));
}

function atNonzero(x: Tensor, value: (x: Tensor) => Tensor): Tensor {
  const zero = equal(x, 0);
  return where(zero, 0, value(where(zero, 1, x)));
}
