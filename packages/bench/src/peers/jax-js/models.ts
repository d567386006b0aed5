/** The models in jax-js's terms. Every use of an array consumes it, so all but the last use are of its `ref`. */
import type {
  CnnDescription,
  GruDescription,
  MlpDescription,
  TrainingDescription,
  TransformerDescription,
} from "../../workloads/description.ts";
import type { Jax, JaxArray, JaxArrays } from "./library.ts";

/** The loss of a batch; images are [batch, channels, height, width] here, filters [out, in, height, width]. */
export function jaxLoss(
  jax: Jax,
  description: TrainingDescription,
  parameters: JaxArrays,
  x: JaxArray,
  y: JaxArray,
): JaxArray {
  // A parameter is used in several places; the trace frees what is left of it.
  const named = (name: string): JaxArray => {
    const found = parameters[name];
    if (found === undefined) throw new TypeError(`There are no parameters ${name}.`);
    return found.ref;
  };
  switch (description.kind) {
    case "mlp":
      return mlpLoss(jax, description, named, x, y);
    case "cnn":
      return crossEntropy(jax, cnnLogits(jax, description, named, x), y);
    case "transformer":
      return crossEntropy(jax, transformerLogits(jax, description, named, x), y);
    case "gru":
      return crossEntropy(jax, gruLogits(jax, description, named, x), y);
  }
}

type Named = (name: string) => JaxArray;

function mlpLoss(jax: Jax, description: MlpDescription, named: Named, x: JaxArray, y: JaxArray): JaxArray {
  const { layers, activation, loss } = description;
  let h = x;
  for (let layer = 1; layer <= layers; layer++) {
    const linear = dense(jax, h, named(`weights_${String(layer)}`), named(`bias_${String(layer)}`));
    h = layer === layers ? linear : activation === "relu" ? jax.nn.relu(linear) : jax.numpy.tanh(linear);
  }
  return loss === "cross-entropy" ? crossEntropy(jax, h, y) : jax.numpy.square(h.sub(y)).mean();
}

function cnnLogits(jax: Jax, { convolutions }: CnnDescription, named: Named, x: JaxArray): JaxArray {
  let h = x;
  for (let layer = 1; layer <= convolutions; layer++) {
    const convolved = jax.lax.convGeneralDilated(h, named(`filters_${String(layer)}`), [1, 1], "SAME");
    const [batch = 1, channels = 1, height = 1, width = 1] = convolved.shape;
    const active = jax.nn.relu(convolved.add(named(`bias_${String(layer)}`).reshape([channels, 1, 1])));
    h = active.reshape([batch, channels, height / 2, 2, width / 2, 2]).max([3, 5]);
  }
  const flat = h.reshape([h.shape[0] ?? 1, -1]);
  return dense(jax, flat, named("dense_weights"), named("dense_bias"));
}

function transformerLogits(jax: Jax, description: TransformerDescription, named: Named, x: JaxArray): JaxArray {
  const { blocks, heads } = description;
  const [batch = 1, context = 1] = x.shape;
  const embedded = named("token_embedding").slice(x).add(named("position_embedding"));
  let h = embedded.reshape([batch * context, -1]);
  const norm = (from: JaxArray, name: string): JaxArray => {
    const centered = from.ref.sub(from.mean(-1, { keepdims: true }));
    const variance = jax.numpy.square(centered.ref).mean(-1, { keepdims: true });
    return centered
      .div(jax.numpy.sqrt(variance.add(1e-5)))
      .mul(named(`${name}_scale`))
      .add(named(`${name}_shift`));
  };
  const layer = (from: JaxArray, name: string): JaxArray =>
    dense(jax, from, named(`${name}_weights`), named(`${name}_bias`));
  for (let at = 1; at <= blocks; at++) {
    const block = `block_${String(at)}`;
    const qkv = layer(norm(h.ref, `${block}_norm_1`), `${block}_attention`);
    h = h.add(layer(attention(jax, qkv, { batch, context, heads }), `${block}_projection`));
    const wide = jax.nn.gelu(layer(norm(h.ref, `${block}_norm_2`), `${block}_expand`), { approximate: true });
    h = h.add(layer(wide, `${block}_contract`));
  }
  return layer(norm(h, "final_norm"), "head");
}

function attention(jax: Jax, qkv: JaxArray, sizes: Record<"batch" | "context" | "heads", number>): JaxArray {
  const { batch, context, heads } = sizes;
  const width = (qkv.shape[1] ?? 3) / 3;
  const part = (at: number): JaxArray =>
    qkv.ref
      .slice([], [at * width, (at + 1) * width])
      .reshape([batch, context, heads, width / heads])
      .transpose([0, 2, 1, 3]);
  const scores = jax.numpy
    .matmul(part(0), jax.numpy.matrixTranspose(part(1)))
    .mul(1 / Math.sqrt(width / heads))
    .add(causalMask(jax, context));
  const mixed = jax.numpy.matmul(jax.nn.softmax(scores, -1), part(2));
  qkv.dispose();
  return mixed.transpose([0, 2, 1, 3]).reshape([batch * context, width]);
}

function causalMask(jax: Jax, context: number): JaxArray {
  const mask = Float32Array.from({ length: context * context }, (_, at) =>
    at % context <= Math.floor(at / context) ? 0 : -1e9,
  );
  return jax.numpy.array(mask, { shape: [context, context], dtype: "float32" });
}

function gruLogits(jax: Jax, _description: GruDescription, named: Named, x: JaxArray): JaxArray {
  const [steps = 1] = x.shape;
  // One lookup for all steps: jax-js cannot jit the sum of the gradients of several.
  const embedded = named("embedding").slice(x);
  const hidden = embedded.shape[2] ?? 1;
  const outputs: JaxArray[] = [];
  let h: JaxArray | null = null;
  for (let time = 0; time < steps; time++) {
    const inputs = dense(jax, embedded.ref.slice(time), named("input_weights"), named("input_bias"));
    const bias = named("hidden_bias");
    const recurrent: JaxArray = h === null ? bias.reshape([1, -1]) : dense(jax, h.ref, named("hidden_weights"), bias);
    const gate = (from: JaxArray, at: number): JaxArray => from.ref.slice([], [at * hidden, (at + 1) * hidden]);
    const reset = jax.nn.sigmoid(gate(inputs, 0).add(gate(recurrent, 0)));
    const update = jax.nn.sigmoid(gate(inputs, 1).add(gate(recurrent, 1)));
    const candidate = jax.numpy.tanh(gate(inputs, 2).add(reset.mul(gate(recurrent, 2))));
    const fresh: JaxArray = update.ref.neg().add(1).mul(candidate);
    h = h === null ? fresh : fresh.add(update.mul(h));
    outputs.push(h.ref);
  }
  return dense(jax, jax.numpy.concatenate(outputs, 0), named("head_weights"), named("head_bias"));
}

function dense(jax: Jax, x: JaxArray, weights: JaxArray, bias: JaxArray): JaxArray {
  return jax.numpy.matmul(x, weights).add(bias);
}

function crossEntropy(jax: Jax, logits: JaxArray, labels: JaxArray): JaxArray {
  const [rows = 1, classes = 1] = logits.shape;
  const chosen = jax.nn.logSoftmax(logits, -1).mul(jax.nn.oneHot(labels, classes));
  return chosen.sum().div(-rows);
}
