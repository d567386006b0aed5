/** Positions as waves. */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import { add, sinusoidalPositions as waves } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { defineLayer } from "../layers/define-layer.ts";
import type { NoParameters } from "../layers/plain-function.ts";
import { asSequences, type SameSequences } from "./sequences.ts";

/**
 * Adds waves to each position, `sin(p * base ** (-2 * i / width))` at feature `2 * i` and the cosine of the same angle at
 * `2 * i + 1` (Vaswani et al. 2017): `[batch, time, width]` stays as it is, for any time and width. No parameters.
 * Default `base`: 10000.
 *
 * @param options.base - How much longer the last wave is than the first. Default: 10,000.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a base that is not above 0; in `apply` `RANK_MISMATCH`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { sinusoidalPositions } from "@rensa/nn";
 *
 * const layer = sinusoidalPositions();
 * const traced = trace({ x: f32(8, 20, 32), key: i32(2) }, ({ x, key }) =>
 *   layer.apply({}, x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function sinusoidalPositions(
  options: { readonly base?: number } = {},
): Layer<NoParameters, SameSequences<"sinusoidalPositions", number>, "f32", "sinusoidalPositions"> {
  const kind = "sinusoidalPositions";
  checkOptions(kind, options, ["base"]);
  const { base = 10000 } = options;
  if (typeof base !== "number" || !(base > 0)) {
    throw new RensaError("ATTRIBUTE_INVALID", `${kind}: the base is ${formatGiven(base)}; give a number above 0.`);
  }
  return defineLayer({
    kind,
    initialize: () => ({}),
    apply: (_parameters, inputs) => {
      const x = asSequences(kind, inputs);
      return add(x, waves(x.shape[1], x.shape[2], { base }));
    },
  });
}
