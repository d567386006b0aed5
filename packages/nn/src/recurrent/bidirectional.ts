/** A recurrent layer in both directions of time. */
import { checkParts } from "@rensa/core";
import type { Shape, Tensor, TensorTree } from "@rensa/core";
import { add, concat, mul, splitKey, type Multiply } from "@rensa/ops";
import { checkChoice } from "../attention/check-choice.ts";
import type { Layer, ShapeFunction } from "../layer.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { lengthsOf } from "../sequences/lengths.ts";
import { applyOverTime, type RecurrentLayer, type RecurrentOutput, type ShapeOverTime } from "./recurrent.ts";

/** How the outputs of both directions become one: side by side, or added, averaged or multiplied element by element. */
export type DirectionCombine = "concatenate" | "sum" | "average" | "multiply";

/** The parameters of both directions. */
export type BidirectionalParameters<P extends TensorTree> = Readonly<{ forward: P; backward: P }>;

/** `[batch, time, features]` to what both directions give. */
export interface BothDirections<
  I extends number,
  U extends number,
  O extends RecurrentOutput,
  C extends DirectionCombine,
> extends ShapeFunction {
  readonly output: ShapeOverTime<Extract<this["input"], Shape>, I, C extends "concatenate" ? Multiply<U, 2> : U, O>;
}

/**
 * A recurrent layer that runs over time forward and, with parameters of its own, backward (Schuster and Paliwal 1997; as
 * PyTorch's `bidirectional=True`). At each step both outputs are combined, or with `output: "last"` those of each
 * direction's own last step, which is the first in time for the backward one. Default: `"concatenate"`, forward first.
 *
 * @param layer - The layer.
 * @param combine - How the outputs of both directions become one.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for another combination.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { bidirectional, gru } from "@rensa/nn";
 *
 * const layer = bidirectional(gru(8, 16));
 * const traced = trace({ x: f32(32, 20, 8), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * ); // [32, 20, 32]
 * console.log(traced.result); // { shape: [32, 20, 32], dtype: "f32" }
 * ```
 */
export function bidirectional<
  P extends TensorTree,
  S extends TensorTree,
  I extends number,
  U extends number,
  O extends RecurrentOutput,
  const C extends DirectionCombine = "concatenate",
>(
  layer: RecurrentLayer<P, S, I, U, O>,
  combine: C = "concatenate" as C,
): Layer<BidirectionalParameters<P>, BothDirections<I, U, O, C>, "f32", "bidirectional"> {
  checkParts("bidirectional: the layer", layer, "initialize", "cell", "output");
  checkChoice("bidirectional", "the combination", combine, Object.keys(combinations));
  const { cell, output } = layer;
  const together = combinations[combine];
  return defineLayer({
    kind: "bidirectional",
    initialize: (key) => {
      const [forward, backward] = splitKey(key);
      return { forward: layer.initialize(forward), backward: layer.initialize(backward) };
    },
    apply: ({ forward, backward }, inputs, context) => {
      const lengths = lengthsOf("bidirectional", context, inputs);
      return together(
        applyOverTime(cell, forward, inputs, { output, lengths }),
        applyOverTime(cell, backward, inputs, { output, lengths, reverse: true }),
      );
    },
    lengthsAfter: (lengths) => (output === "last" ? null : lengths),
  });
}

type Combination = (forward: Tensor, backward: Tensor) => Tensor;

const combinations: Readonly<Record<DirectionCombine, Combination>> = {
  concatenate: (forward, backward) => concat([forward, backward], -1),
  sum: (forward, backward) => add(forward, backward),
  average: (forward, backward) => mul(add(forward, backward), 0.5),
  multiply: (forward, backward) => mul(forward, backward),
};
