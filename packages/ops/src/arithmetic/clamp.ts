/** The value, held between two bounds. */
import { constantScalar, makeOp, RensaError, select } from "@rensa/core";
import { requireWhole } from "../types/require-whole.ts";

/**
 * The value, held between two bounds. The derivative at a bound is 0; NaN stays NaN. As PyTorch's `clamp` of two numbers.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for bounds in the wrong order, or with a fraction where `x` is of integers.
 *
 * @example
 * ```ts
 * import { clamp } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => clamp(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-2, -1, 0, 0.5, 1, 2]
 * ```
 */
export const clamp = makeOp({
  name: "clamp",
  attributes: { min: -Infinity, max: Infinity },
  forward: {
    scalar: ([x], { min, max }) =>
      select(x.le(min), constantScalar(min, x.dtype), select(x.ge(max), constantScalar(max, x.dtype), x)),
  },
  check: ({ min, max }, [x]) => {
    requireWhole("clamp", "min", min, x);
    requireWhole("clamp", "max", max, x);
    if (Number.isNaN(min) || Number.isNaN(max))
      throw new RensaError("ATTRIBUTE_INVALID", "clamp: a bound is NaN, which holds nothing; give a number.");
    if (min > max)
      throw new RensaError("ATTRIBUTE_INVALID", `clamp: min ${String(min)} is above max ${String(max)}; swap them.`);
  },
});
