/** The part of a transformer block that works on each row by itself. */
import type { Shape, Tensor } from "@rensa/core";
import { gelu } from "@rensa/ops";
import { glorotUniform } from "../initializers/glorot.ts";
import type { Layer, SameShape } from "../layer.ts";
import { checkSize } from "../layers/checks.ts";
import { applyChild, initializeChildren } from "../layers/child.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import type { WeightsAndBias } from "../layers/weights-and-bias.ts";
import type { BlockOptions } from "./block-options.ts";

/** The two products of a block's feed-forward part, `[width, hidden]` and `[hidden, width]`. */
export type FeedForwardParameters<W extends number = number> = Readonly<{
  expand: WeightsAndBias<readonly [W, number], number>;
  contract: WeightsAndBias<readonly [number, W], W>;
}>;

/** `drop(activation(x . expand)) . contract`. Options are checked in the name of the block. */
export function feedForward<W extends number>(
  block: string,
  width: W,
  options: BlockOptions,
): Layer<FeedForwardParameters<W>, SameShape, "f32", "feedForward"> {
  const { hidden = 4 * width, activation = gelu, initializer = glorotUniform(), dropout: rate = 0 } = options;
  checkSize(block, "hidden features", hidden);
  const drop = dropout(rate);
  const children = { expand: dense(width, hidden, { initializer }), contract: dense(hidden, width, { initializer }) };
  return defineLayer({
    kind: "feedForward",
    initialize: (key) => initializeChildren(children, key) as FeedForwardParameters<W>,
    apply: (parameters, inputs, context) => {
      // A child's output has the type that its own layer says, which a name does not.
      const active = activation(applyChild(children, "expand", parameters, inputs, context) as Tensor<Shape, "f32">);
      return applyChild(children, "contract", parameters, drop.apply({}, active, context), context);
    },
  });
}
