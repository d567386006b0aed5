/** The models in terms of Rensa's ops: the loss of a batch as a function of the parameters. */
import { constant, full, scan, type Tensor } from "@rensa/core";
import {
  add,
  conv2d,
  div,
  gelu,
  matmul,
  maxPool,
  mean,
  meanSquaredError,
  mul,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  softmaxCrossEntropy,
  split,
  sqrt,
  sub,
  take,
  tanh,
  transpose,
  variance,
} from "@rensa/ops";
import type {
  CnnDescription,
  GruDescription,
  MlpDescription,
  TrainingDescription,
  TransformerDescription,
} from "../workloads/description.ts";

/** Parameters by name. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** The loss of one batch, inside a trace. */
export function lossOf(description: TrainingDescription, parameters: Parameters, x: Tensor, y: Tensor): Tensor {
  switch (description.kind) {
    case "mlp":
      return mlpLoss(description, parameters, x, y);
    case "cnn":
      return crossEntropy(cnnLogits(description, parameters, x), y);
    case "transformer":
      return crossEntropy(transformerLogits(description, parameters, x), y);
    case "gru":
      return crossEntropy(gruLogits(description, parameters, x), y);
  }
}

function mlpLoss({ layers, activation, loss }: MlpDescription, parameters: Parameters, x: Tensor, y: Tensor): Tensor {
  const between = activation === "relu" ? relu : tanh;
  let h = x;
  for (let layer = 1; layer <= layers; layer++) {
    const linear = dense(h, named(parameters, `weights_${String(layer)}`), named(parameters, `bias_${String(layer)}`));
    h = layer === layers ? linear : between(linear);
  }
  return loss === "cross-entropy" ? crossEntropy(h, y) : meanSquaredError(h, y);
}

function cnnLogits({ convolutions }: CnnDescription, parameters: Parameters, x: Tensor): Tensor {
  let h = x;
  for (let layer = 1; layer <= convolutions; layer++) {
    const convolved: Tensor = conv2d(h, named(parameters, `filters_${String(layer)}`), { padding: "same" });
    h = maxPool(relu(add(convolved, named(parameters, `bias_${String(layer)}`))), 2);
  }
  const [batch = 1, ...features] = h.shape;
  const flat: Tensor = reshape(h, [batch, features.reduce((size, extent) => size * extent, 1)]);
  return dense(flat, named(parameters, "dense_weights"), named(parameters, "dense_bias"));
}

function transformerLogits({ blocks, heads }: TransformerDescription, parameters: Parameters, x: Tensor): Tensor {
  const [batch = 1, context = 1] = x.shape;
  // A model's inputs have no dtype in the types.
  const tokens: Tensor = take(named(parameters, "token_embedding"), x as Tensor<readonly number[], "i32">);
  const embedded: Tensor = add(tokens, named(parameters, "position_embedding"));
  const width = embedded.shape[2] ?? 1;
  let h: Tensor = reshape(embedded, [batch * context, width]);
  for (let at = 1; at <= blocks; at++) {
    const block = `block_${String(at)}`;
    const part = (name: string): Tensor => named(parameters, `${block}_${name}`);
    const qkv = dense(
      layerNorm(h, part("norm_1_scale"), part("norm_1_shift")),
      part("attention_weights"),
      part("attention_bias"),
    );
    const attended = attention(qkv, { batch, context, heads });
    h = add(h, dense(attended, part("projection_weights"), part("projection_bias")));
    const normal = layerNorm(h, part("norm_2_scale"), part("norm_2_shift"));
    const wide: Tensor = gelu(dense(normal, part("expand_weights"), part("expand_bias")), { approximate: "tanh" });
    h = add(h, dense(wide, part("contract_weights"), part("contract_bias")));
  }
  const final = layerNorm(h, named(parameters, "final_norm_scale"), named(parameters, "final_norm_shift"));
  return dense(final, named(parameters, "head_weights"), named(parameters, "head_bias"));
}

function attention(qkv: Tensor, sizes: Record<"batch" | "context" | "heads", number>): Tensor {
  const { batch, context, heads } = sizes;
  const width = (qkv.shape[1] ?? 3) / 3;
  const [queries, keys, values] = split(qkv, 3, 1).map((part): Tensor =>
    transpose(reshape(part, [batch, context, heads, width / heads]), [0, 2, 1, 3]),
  ) as [Tensor, Tensor, Tensor];
  const scores = mul(matmul(queries, keys, { transposeB: true }), 1 / Math.sqrt(width / heads));
  const causal = Array.from({ length: context }, (_, row) =>
    Array.from({ length: context }, (_, column) => (column <= row ? 0 : -1e9)),
  );
  const weights = softmax(add(scores, constant(causal)));
  const mixed: Tensor = transpose(matmul(weights, values), [0, 2, 1, 3]);
  return reshape(mixed, [batch * context, width]);
}

function layerNorm(x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const centered = sub(x, mean(x, -1, { keepDims: true }));
  const deviation = sqrt(add(variance(x, -1, { keepDims: true }), 1e-5));
  return add(mul(div(centered, deviation), scale), shift);
}

function gruLogits(_description: GruDescription, parameters: Parameters, x: Tensor): Tensor {
  const [steps = 1, batch = 1] = x.shape;
  const embedding = named(parameters, "embedding");
  const hidden = embedding.shape[1] ?? 1;
  const tokens: Tensor = reshape(x, [steps * batch]);
  // A model's inputs have no dtype in the types.
  const embedded: Tensor = take(embedding, tokens as Tensor<readonly number[], "i32">);
  const projected = dense(embedded, named(parameters, "input_weights"), named(parameters, "input_bias"));
  const inputs: Tensor = reshape(projected, [steps, batch, 3 * hidden]);
  // The carry's shape is that of what the step returns, which is not known yet.
  const [, states] = scan(full([batch, hidden], 0) as Tensor, inputs, (h, input) => {
    const recurrent = dense(h, named(parameters, "hidden_weights"), named(parameters, "hidden_bias"));
    const gate = (from: Tensor, index: number): Tensor => part(from, index * hidden, hidden);
    const reset = sigmoid(add(gate(input, 0), gate(recurrent, 0)));
    const update = sigmoid(add(gate(input, 1), gate(recurrent, 1)));
    const candidate = tanh(add(gate(input, 2), mul(reset, gate(recurrent, 2))));
    const next: Tensor = add(mul(sub(1, update), candidate), mul(update, h));
    return [next, next];
  });
  const all: Tensor = reshape(states, [steps * batch, hidden]);
  return dense(all, named(parameters, "head_weights"), named(parameters, "head_bias"));
}

/** Some columns of the last axis. */
function part(x: Tensor, start: number, extent: number): Tensor {
  const before = x.shape.slice(0, -1);
  return slice(x, [...before.map(() => 0), start], [...before, start + extent]);
}

function dense(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  return add(matmul(x, weights), bias);
}

function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  // A criterion's targets have no dtype in the types.
  return softmaxCrossEntropy(logits, labels as Tensor<readonly [number], "i32">);
}

function named(parameters: Parameters, name: string): Tensor {
  const parameter = parameters[name];
  if (parameter === undefined) throw new TypeError(`There are no parameters ${name}.`);
  return parameter;
}
