/** How many elements lie in each of equally wide intervals. */
import { makeOp, wholeNumber, RensaError, type Tensor } from "@rensa/core";
import { minimum } from "../arithmetic/minimum.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { lessEqual } from "../comparison/less-equal.ts";
import { logicalAnd } from "../comparison/logical-and.ts";
import { where } from "../comparison/where.ts";
import { floor } from "../rounding/floor.ts";
import { cast } from "../structure/cast.ts";
import { bincount } from "./bincount.ts";

/**
 * How many elements lie in each of `bins` equally wide intervals from `low` to `high`, i32: an element that stands on a
 * border counts above it, one that equals `high` in the last interval. Elements outside and NaN are left out. As
 * PyTorch's `histc`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where `bins` is no integer from 1 or `low < high` does not hold,
 * `DTYPE_MISMATCH` for integers, which {@link bincount} counts.
 *
 * @example
 * ```ts
 * import { histogram } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(6) }, ({ x }) => histogram(x, 6, -3, 3));
 * const program = await compile(traced);
 * console.log(program.run({ x: [-2, -0.5, 0, 0.5, 0.7, 2] }).data); // Int32Array [0, 1, 1, 3, 0, 1]
 * ```
 */
export const histogram = makeOp({
  name: "histogram",
  attributes: { bins: wholeNumber(10, { minimum: 1 }), low: 0, high: 1 },
  forward: {
    composite: ([x], { bins, low, high }) => {
      const isInside = logicalAnd(greaterEqual(x, low), lessEqual(x, high));
      const bin = minimum(floor(mul(sub(x, low), bins / (high - low))), bins - 1);
      return bincount(cast(where(isInside, bin, -1), "i32"), bins);
    },
  },
  nonDifferentiable: "counts are integers",
  check: ({ bins, low, high }, [x]) => {
    if (!Number.isInteger(bins) || bins < 1) {
      throw new RensaError("ATTRIBUTE_INVALID", `histogram: there are ${String(bins)} bins; give an integer from 1.`);
    }
    if (!(low < high)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `histogram: ${String(low)} is not below ${String(high)}; give low < high.`,
      );
    }
    if (x?.dtype !== "f32" && x?.dtype !== "f64") {
      throw new RensaError("DTYPE_MISMATCH", `histogram: the elements are ${String(x?.dtype)}; convert to f32 first.`);
    }
  },
  takes: "x, bins, low, high",
  call:
    (apply) =>
    <const Bins extends number>(x: Tensor, bins: Bins, low: number, high: number): Tensor<readonly [Bins], "i32"> =>
      apply([x], { bins, low, high }),
});
