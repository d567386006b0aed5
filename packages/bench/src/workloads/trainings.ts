/** The trainings, at any size: their weights and their data. */
import type {
  Batch,
  CnnDescription,
  GruDescription,
  MlpDescription,
  NamedTensors,
  TransformerDescription,
} from "./description.ts";
import type { HostTensor } from "@rensa/core";
import { filled, Sampler } from "./random.ts";

const learningRate = 1e-3;
const batchCount = 4;

/** What all trainings are made from. */
interface Base {
  readonly name: string;
  readonly title: string;
  readonly batch: number;
}

/** Dense layers of the given widths, the input's first. */
export function mlp(
  size: Base & { readonly widths: readonly number[] } & Pick<MlpDescription, "activation" | "loss">,
): MlpDescription {
  const { name, title, widths, batch, activation, loss } = size;
  const sampler = new Sampler(1);
  const [inputs = 1, ...outputs] = widths;
  const parameters: Record<string, HostTensor> = {};
  outputs.forEach((width, at) => {
    const fanIn = widths[at] ?? 1;
    parameters[`weights_${String(at + 1)}`] = sampler.weights([fanIn, width], fanIn);
    parameters[`bias_${String(at + 1)}`] = filled([width], 0);
  });
  const classes = outputs.at(-1) ?? 1;
  const batches = batchesOf(() => ({
    x: sampler.uniform([batch, inputs], -1, 1),
    y: loss === "cross-entropy" ? sampler.integers([batch], classes) : sampler.uniform([batch, classes], -1, 1),
  }));
  const layers = outputs.length;
  return { kind: "mlp", name, title, learningRate, parameters, batches, layers, activation, loss };
}

/** 3x3 convolutions with the given channels, the input's first, each with relu and a maximum over 2x2; then a dense layer. */
export function cnn(
  size: Base & { readonly side: number; readonly channels: readonly number[]; readonly classes: number },
): CnnDescription {
  const { name, title, batch, side, channels, classes } = size;
  const sampler = new Sampler(3);
  const [inputs = 1, ...outputs] = channels;
  const parameters: Record<string, HostTensor> = {};
  outputs.forEach((width, at) => {
    const before = channels[at] ?? 1;
    parameters[`filters_${String(at + 1)}`] = sampler.weights([3, 3, before, width], 9 * before);
    parameters[`bias_${String(at + 1)}`] = filled([width], 0);
  });
  const features = (side >> outputs.length) ** 2 * (outputs.at(-1) ?? 1);
  parameters["dense_weights"] = sampler.weights([features, classes], features);
  parameters["dense_bias"] = filled([classes], 0);
  const batches = batchesOf(() => ({
    x: sampler.uniform([batch, side, side, inputs], 0, 1),
    y: sampler.integers([batch], classes),
  }));
  return { kind: "cnn", name, title, learningRate, parameters, batches, convolutions: outputs.length };
}

/** A character transformer: pre-norm blocks of causal attention and a perceptron four times as wide. */
export function transformer(
  size: Base & Record<"blocks" | "width" | "heads" | "context" | "vocabulary", number>,
): TransformerDescription {
  const { name, title, batch, blocks, width, heads, context, vocabulary } = size;
  const sampler = new Sampler(4);
  const norm = (of: string): NamedTensors => ({
    [`${of}_scale`]: filled([width], 1),
    [`${of}_shift`]: filled([width], 0),
  });
  const dense = (of: string, inputs: number, outputs: number): NamedTensors => ({
    [`${of}_weights`]: sampler.weights([inputs, outputs], inputs),
    [`${of}_bias`]: filled([outputs], 0),
  });
  const parameters: NamedTensors = Object.assign(
    {
      token_embedding: sampler.uniform([vocabulary, width], -0.1, 0.1),
      position_embedding: sampler.uniform([context, width], -0.1, 0.1),
    },
    ...Array.from({ length: blocks }, (_, at) => {
      const block = `block_${String(at + 1)}`;
      return {
        ...norm(`${block}_norm_1`),
        ...dense(`${block}_attention`, width, 3 * width),
        ...dense(`${block}_projection`, width, width),
        ...norm(`${block}_norm_2`),
        ...dense(`${block}_expand`, width, 4 * width),
        ...dense(`${block}_contract`, 4 * width, width),
      };
    }),
    norm("final_norm"),
    dense("head", width, vocabulary),
  ) as NamedTensors;
  const batches = batchesOf(() => ({
    x: sampler.integers([batch, context], vocabulary),
    y: sampler.integers([batch * context], vocabulary),
  }));
  return { kind: "transformer", name, title, learningRate, parameters, batches, blocks, heads };
}

/** A language model with one GRU layer. */
export function gru(size: Base & Record<"hidden" | "steps" | "vocabulary", number>): GruDescription {
  const { name, title, batch, hidden, steps, vocabulary } = size;
  const sampler = new Sampler(5);
  const parameters = {
    embedding: sampler.uniform([vocabulary, hidden], -1, 1),
    input_weights: sampler.weights([hidden, 3 * hidden], hidden),
    input_bias: filled([3 * hidden], 0),
    hidden_weights: sampler.weights([hidden, 3 * hidden], hidden),
    hidden_bias: filled([3 * hidden], 0),
    head_weights: sampler.weights([hidden, vocabulary], hidden),
    head_bias: filled([vocabulary], 0),
  };
  const batches = batchesOf(() => ({
    x: sampler.integers([steps, batch], vocabulary),
    y: sampler.integers([steps * batch], vocabulary),
  }));
  return { kind: "gru", name, title, learningRate, parameters, batches };
}

function batchesOf(make: () => Batch): readonly Batch[] {
  return Array.from({ length: batchCount }, make);
}
