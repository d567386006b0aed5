/** The models in tfjs's terms. */
import type {
  CnnDescription,
  GruDescription,
  MlpDescription,
  TrainingDescription,
  TransformerDescription,
} from "../../workloads/description.ts";
import type { Tf, TfTensor } from "./library.ts";

/** A parameter by its name. */
export type Named = (name: string) => TfTensor;

/** The loss of a batch. */
export function tfLoss(tf: Tf, description: TrainingDescription, named: Named, x: TfTensor, y: TfTensor): TfTensor {
  switch (description.kind) {
    case "mlp":
      return mlpLoss(tf, description, named, x, y);
    case "cnn":
      return crossEntropy(tf, cnnLogits(tf, description, named, x), y);
    case "transformer":
      return crossEntropy(tf, transformerLogits(tf, description, named, x), y);
    case "gru":
      return crossEntropy(tf, gruLogits(tf, description, named, x), y);
  }
}

function mlpLoss(tf: Tf, description: MlpDescription, named: Named, x: TfTensor, y: TfTensor): TfTensor {
  const { layers, activation, loss } = description;
  let h = x;
  for (let layer = 1; layer <= layers; layer++) {
    const linear = dense(tf, h, named(`weights_${String(layer)}`), named(`bias_${String(layer)}`));
    h = layer === layers ? linear : activation === "relu" ? tf.relu(linear) : tf.tanh(linear);
  }
  return loss === "cross-entropy" ? crossEntropy(tf, h, y) : tf.mean(tf.square(tf.sub(h, y)));
}

function cnnLogits(tf: Tf, { convolutions }: CnnDescription, named: Named, x: TfTensor): TfTensor {
  let h = x;
  for (let layer = 1; layer <= convolutions; layer++) {
    const convolved = tf.conv2d(h, named(`filters_${String(layer)}`), 1, "same");
    h = tf.maxPool(tf.relu(tf.add(convolved, named(`bias_${String(layer)}`))), 2, 2, "valid");
  }
  return dense(tf, tf.reshape(h, [h.shape[0] ?? 1, -1]), named("dense_weights"), named("dense_bias"));
}

function transformerLogits(tf: Tf, description: TransformerDescription, named: Named, x: TfTensor): TfTensor {
  const { blocks, heads } = description;
  const [batch = 1, context = 1] = x.shape;
  const embedded = tf.add(embed(tf, named("token_embedding"), x), named("position_embedding"));
  let h = tf.reshape(embedded, [batch * context, -1]);
  const norm = (from: TfTensor, name: string): TfTensor => {
    const { mean, variance } = tf.moments(from, -1, true);
    const normal = tf.div(tf.sub(from, mean), tf.sqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normal, named(`${name}_scale`)), named(`${name}_shift`));
  };
  const layer = (from: TfTensor, name: string): TfTensor =>
    dense(tf, from, named(`${name}_weights`), named(`${name}_bias`));
  for (let at = 1; at <= blocks; at++) {
    const block = `block_${String(at)}`;
    const attended = attention(tf, layer(norm(h, `${block}_norm_1`), `${block}_attention`), { batch, context, heads });
    h = tf.add(h, layer(attended, `${block}_projection`));
    const wide = gelu(tf, layer(norm(h, `${block}_norm_2`), `${block}_expand`));
    h = tf.add(h, layer(wide, `${block}_contract`));
  }
  return layer(norm(h, "final_norm"), "head");
}

function attention(tf: Tf, qkv: TfTensor, sizes: Record<"batch" | "context" | "heads", number>): TfTensor {
  const { batch, context, heads } = sizes;
  const width = (qkv.shape[1] ?? 3) / 3;
  const [queries, keys, values] = tf
    .split(qkv, 3, 1)
    .map((part) => tf.transpose(tf.reshape(part, [batch, context, heads, width / heads]), [0, 2, 1, 3])) as [
    TfTensor,
    TfTensor,
    TfTensor,
  ];
  const scores = tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(width / heads));
  const causal = Float32Array.from({ length: context * context }, (_, at) =>
    at % context <= Math.floor(at / context) ? 0 : -1e9,
  );
  const weights = tf.softmax(tf.add(scores, tf.tensor(causal, [context, context], "float32")));
  return tf.reshape(tf.transpose(tf.matMul(weights, values), [0, 2, 1, 3]), [batch * context, width]);
}

function gelu(tf: Tf, x: TfTensor): TfTensor {
  const cubic = tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(cubic, Math.sqrt(2 / Math.PI))), 1));
}

function gruLogits(tf: Tf, _description: GruDescription, named: Named, x: TfTensor): TfTensor {
  const outputs: TfTensor[] = [];
  let h: TfTensor | null = null;
  for (const tokens of tf.unstack(x, 0)) {
    const inputs = dense(tf, embed(tf, named("embedding"), tokens), named("input_weights"), named("input_bias"));
    const bias = named("hidden_bias");
    const recurrent: TfTensor = h === null ? tf.reshape(bias, [1, -1]) : dense(tf, h, named("hidden_weights"), bias);
    const [inputReset, inputUpdate, inputNew] = tf.split(inputs, 3, 1) as [TfTensor, TfTensor, TfTensor];
    const [reset, update, fresh] = tf.split(recurrent, 3, 1) as [TfTensor, TfTensor, TfTensor];
    const r = tf.sigmoid(tf.add(inputReset, reset));
    const z = tf.sigmoid(tf.add(inputUpdate, update));
    const candidate = tf.tanh(tf.add(inputNew, tf.mul(r, fresh)));
    const weighted = tf.mul(tf.sub(tf.scalar(1), z), candidate);
    h = h === null ? weighted : tf.add(weighted, tf.mul(z, h));
    outputs.push(h);
  }
  return dense(tf, tf.concat(outputs, 0), named("head_weights"), named("head_bias"));
}

/** The wasm backend has no gradient of gather (UnsortedSegmentSum); there, a product with one-hot rows is the way out. */
function embed(tf: Tf, table: TfTensor, tokens: TfTensor): TfTensor {
  if (tf.getBackend() !== "wasm") return tf.gather(table, tokens);
  const [vocabulary = 1, width = 1] = table.shape;
  const rows = tf.oneHot(tf.reshape(tokens, [-1]), vocabulary);
  return tf.reshape(tf.matMul(rows, table), [...tokens.shape, width]);
}

function dense(tf: Tf, x: TfTensor, weights: TfTensor, bias: TfTensor): TfTensor {
  return tf.add(tf.matMul(x, weights), bias);
}

function crossEntropy(tf: Tf, logits: TfTensor, labels: TfTensor): TfTensor {
  return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1] ?? 1), logits);
}
