/** Dropout. */
import { dropout as drop } from "@rensa/ops";
import type { Layer, SameShape } from "../layer.ts";
import { checkRange } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";

/**
 * In training each element is 0 with probability `rate`, and divided by `1 - rate` otherwise, so that the mean stays
 * (Srivastava et al. 2014; as PyTorch's `Dropout`); elsewhere the input as it is. What is dropped depends on the key of
 * the step and the layer's name alone. It has no parameters. Default: 0.5.
 *
 * @param rate - The probability that an element is 0, from 0 below 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a rate that is not from 0 to below 1.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { dense, dropout, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const model = sequential(dense(784, 128), relu, dropout(0.2), dense(128, 10));
 * const { outputs: [output], trained } = await summary(model, f32(32, 784));
 * console.log(output?.[1].shape, trained); // [32, 10] 101770
 * ```
 */
export function dropout(rate = 0.5): Layer<NoParameters, SameShape, "f32", "dropout"> {
  checkRange("dropout", "rate", rate, { from: 0, to: 1, below: true });
  return defineLayer({
    kind: "dropout",
    initialize: () => ({}),
    apply: (_parameters, x, context) => (context.training && rate > 0 ? drop(x, context.key, rate) : x),
  });
}
