/** The identity, held between two bounds. */
import { makeOp, number, RensaError, select } from "@rensa/core";
import { requireWhole } from "../types/require-whole.ts";

/**
 * `x`, held between `min` and `max`, with a slope of 0 at both bounds and beyond, as PyTorch's `hardtanh`. Defaults:
 * -1 and 1.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where `min` is not below `max`.
 *
 * @example
 * ```ts
 * import { hardTanh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardTanh(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1, -1, 0, 0.5, 1, 1]
 * ```
 */
export const hardTanh = makeOp({
  name: "hard_tanh",
  attributes: { min: number(-1, { nonFinite: true }), max: number(1, { nonFinite: true }) },
  forward: { scalar: ([x], { min, max }) => select(x.le(min), min, select(x.ge(max), max, x)) },
  check: ({ min, max }, [x]) => {
    requireWhole("hardTanh", "min", min, x);
    requireWhole("hardTanh", "max", max, x);
    if (!(min < max)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `hardTanh: min ${String(min)} is not below max ${String(max)}; swap them.`,
      );
    }
  },
});
