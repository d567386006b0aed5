/** Softmax with noise: a smooth random class. */
import { anyAxis, expectTensor, makeOp, normalizeAxis, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { softmax } from "../loss/softmax.ts";
import { gumbel } from "../random/gumbel.ts";
import { checkKey, type Key } from "../random/key.ts";
import { max } from "../reduction/max.ts";
import { cast } from "../structure/cast.ts";
import { stopGradient } from "../structure/stop-gradient.ts";

/**
 * `softmax((logits + gumbel) / temperature)` along an axis: a random one-hot vector, smoothed so that gradients flow
 * (Jang et al. 2017, Maddison et al. 2017), as PyTorch's `gumbel_softmax`. Default axis: the last; default
 * temperature: 1. With `hard` the result is one-hot and the gradient that of the smooth one (straight-through).
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a temperature not above 0 or an axis that is not there.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { gumbelSoftmax } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ logits: f32(3, 5), key: i32(2) }, ({ logits, key }) => gumbelSoftmax(logits, key, { temperature: 0.5 }));
 * console.log(traced.result); // { shape: [3, 5], dtype: "f32" }
 * ```
 */
export const gumbelSoftmax = makeOp({
  name: "gumbel_softmax",
  inputs: ["logits", "key"],
  attributes: { axis: anyAxis(), temperature: number(1, { above: 0 }), hard: false },
  forward: {
    composite: ([logits, key], { axis, temperature, hard }) => {
      const noisy = add(logits, gumbel(expectTensor("gumbelSoftmax: its key", key, "i32", [2]), logits.shape));
      const soft = softmax(div(noisy, temperature), axis);
      if (!hard) return soft;
      const chosen = cast(equal(soft, max(soft, axis, { keepDims: true })), soft.dtype);
      return add(sub(chosen, stopGradient(soft)), soft);
    },
  },
  check: ({ temperature }, [, key]) => {
    checkKey("gumbelSoftmax", key);
    if (!(temperature > 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `gumbelSoftmax: the temperature is ${String(temperature)}; give a number above 0.`,
      );
    }
  },
  takes: "logits, key, options?",
  call:
    (apply) =>
    <S extends Shape>(
      logits: Tensor<S, "f32">,
      key: Key,
      options?: { readonly axis?: number; readonly temperature?: number; readonly hard?: boolean },
    ): Tensor<S, "f32"> => {
      const axis = normalizeAxis("gumbelSoftmax", options?.axis ?? -1, logits.shape.length);
      const attributes = { axis, temperature: options?.temperature ?? 1, hard: options?.hard ?? false };
      return apply([logits, key], attributes);
    },
});
