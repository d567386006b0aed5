/** The mean over all spatial axes. */
import { cast, div, expandDims, globalAveragePool as pool, maximum, sum, where } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { lengthsOf, refuseLengths, withinLengths } from "../sequences/lengths.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";
import type { GlobalPoolShape } from "./window-shapes.ts";

/**
 * The mean of each channel over all spatial axes, of which there can be any number from one: `[batch, ...spatial,
 * channels]` to `[batch, channels]`. It has no parameters.
 *
 * @throws RensaError in `apply`, `RANK_MISMATCH` for inputs without spatial axes.
 *
 * @example
 * ```ts
 * import { conv2d, dense, globalAveragePool, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const model = sequential(conv2d(3, 64, 3), relu, globalAveragePool(), dense(64, 10));
 * const { outputs: [output], trained } = await summary(model, f32(8, 32, 32, 3));
 * console.log(output?.[1].shape, trained); // [8, 10] 2442
 * ```
 */
export function globalAveragePool(): Layer<
  NoParameters,
  GlobalPoolShape<"globalAveragePool">,
  "f32",
  "globalAveragePool"
> {
  return defineLayer({
    kind,
    initialize: () => ({}),
    apply: (_parameters, x, context) => {
      const lengths = lengthsOf(kind, context, x);
      if (lengths === undefined) return pool(x);
      if (x.shape.length !== 3) refuseLengths(kind, context, "give [batch, time, channels]");
      const real = expandDims(withinLengths(lengths, x.shape[1] ?? 0), 2);
      const counts = expandDims(cast(maximum(lengths, 1), "f32"), 1);
      return div(sum(where(real, x, 0), 1), counts);
    },
    lengthsAfter: () => null,
  });
}

const kind = "globalAveragePool";
