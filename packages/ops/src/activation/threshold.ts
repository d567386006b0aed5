/** A number in place of what is not above a threshold. */
import { makeOp, number, RensaError, select } from "@rensa/core";
import { requireWhole } from "../types/require-whole.ts";

/**
 * `x` where it is above `threshold`, else `value`, as PyTorch's `threshold`. Defaults: 0 and 0, which is {@link relu}
 * with slope 0 at 0.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a threshold that is NaN, and for a value that is no whole number where the
 *   elements are integers.
 *
 * @example
 * ```ts
 * import { threshold } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => threshold(x, { threshold: 0.1, value: -1 }));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1, -1, -1, 0.5, 1, 2]
 * ```
 */
export const threshold = makeOp({
  name: "threshold",
  attributes: { threshold: number(0, { nonFinite: true }), value: number(0, { nonFinite: true }) },
  check: ({ threshold: bound, value }, [x]) => {
    requireWhole("threshold", "the value", value, x);
    if (!Number.isNaN(bound)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      "threshold: the threshold is NaN, which nothing is above; give a number.",
    );
  },
  forward: { scalar: ([x], attributes) => select(x.le(attributes.threshold), attributes.value, x) },
});
