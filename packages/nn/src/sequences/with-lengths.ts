/** A layer as a model of sequences of several lengths. */
import { isFloat, type Shape, type Tensor, type TensorTree } from "@rensa/core";
import { reshape, where } from "@rensa/ops";
import type { Layer, ShapeAfter } from "../layer.ts";
import { toldLengths } from "../layers/child.ts";
import { checkLayer } from "../layers/plain-function.ts";
import type { InputOf, ParametersOf, ShapeFunctionOf } from "../layers/plain-function.ts";
import type { Model } from "../model.ts";
import { checkPadded, withinLengths, type PaddedSequences } from "./lengths.ts";

/** A layer that reads sequences of several lengths. */
export type WithLengths<L extends Layer> = Model<
  ParametersOf<L>,
  PaddedSequences<Shape, InputOf<L>>,
  Tensor<ShapeAfter<ShapeFunctionOf<L>, Shape>, "f32">
>;

/**
 * A layer as a model of `{ values, lengths }`: sequences that are padded to one length, and how long each is. What it gives
 * for a sequence, and its gradients, are those of the sequence without its padding, whatever that holds. The lengths go through `sequential`
 * and the combinators to recurrent layers and `bidirectional`, attention and its blocks, `conv1d`, pools over time and
 * `globalAveragePool`; these leave the padding out, and layers that would count it (`batchNorm`, `flatten`, or a function
 * that takes the axis of time away) are refused. In a `compose` each part sees the lengths that come to the whole.
 *
 * Outputs for each step of time stand beside outputs for padding, which mean nothing: give `withinLengths` to the loss as
 * `weights`.
 *
 * @param layer - The layer.
 *
 * @throws RensaError in `apply`, `SHAPE_MISMATCH` and `DTYPE_MISMATCH` for lengths that are not i32[batch],
 *   `ARGUMENT_INVALID` where a layer would count padding.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, embedding, lstm, sequential, withLengths } from "@rensa/nn";
 *
 * const model = withLengths(sequential(embedding(1000, 32), lstm(32, 64, { output: "last" }), dense(64, 2)));
 * const traced = trace({ values: i32(8, 20), lengths: i32(8), key: i32(2) }, ({ values, lengths, key }) =>
 *   model.apply(model.initialize(key), { values, lengths }, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 2], dtype: "f32" }
 * ```
 */
export function withLengths<const L extends Layer>(layer: L): WithLengths<L> {
  checkLayer(layer);
  // As any layer: what it reads and gives is said by the type of the model.
  const any: Layer = layer;
  const model: Model<TensorTree, PaddedSequences> = {
    initialize: (key) => any.initialize(key),
    apply: (parameters, inputs, context) => {
      checkPadded("withLengths", inputs);
      return any.apply(parameters, withoutPadding(inputs), toldLengths(context, inputs.lengths));
    },
    ...(any.isTrainable === undefined ? {} : { isTrainable: (path: string) => any.isTrainable?.(path) ?? true }),
  };
  return model as WithLengths<L>;
}

/** The values with zeros for padding: what else stands there may be NaN, which no weight of 0 takes out of a gradient. */
function withoutPadding({ values, lengths }: PaddedSequences): Tensor {
  const { shape, dtype } = values;
  const [batch = 0, time = 0, ...step] = shape;
  if (!isFloat(dtype) || shape.length < 2) return values;
  return where(reshape(withinLengths(lengths, time), [batch, time, ...step.map(() => 1)]), values, 0);
}
