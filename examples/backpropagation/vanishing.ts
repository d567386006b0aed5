/** How long the gradient of each layer is, by depth, activation and first weights, and what keeps it alive. */
import {
  add,
  batchNorm,
  foldIn,
  matmul,
  mean,
  mul,
  normal,
  relu,
  sigmoid,
  sqrt,
  square,
  sub,
  sum,
  tanh,
} from "@rensa/ops";
import { compile, createEngine, f64, gradientsOf, i32, jsBackend, trace, type Tensor } from "rensa";

// In float64 what is below the smallest float32 is not 0 yet. One engine, so that a network is planned once for all seeds.
const engine = createEngine({ backend: jsBackend(), precision: "f64" });

/** The activations that are compared, each with its largest slope. */
export const activations = { sigmoid, tanh, relu };

/** The name of an activation. */
export type Activation = keyof typeof activations;

/**
 * How the first weights are drawn, as their standard deviation in a layer of `width` inputs and outputs: Glorot and Bengio 2010
 * (`sqrt(1 / width)`), He et al. 2015 (`sqrt(2 / width)`), 1/100, or 1.
 */
export type Initialization = "glorot" | "he" | "small" | "unit";

/** What {@link gradientByDepth} is given. */
export interface DeepNetwork {
  /** Hidden layers, from 1. */
  readonly depth: number;
  readonly activation: Activation;
  readonly initialization: Initialization;
  /** Whether what a layer reads is added to what it puts out. Default: no. */
  readonly residual?: boolean;
  /** Whether the sums of each neuron are normalized over the examples before the activation (Ioffe and Szegedy 2015). Default: no. */
  readonly normalization?: boolean;
  /** Neurons of a layer. Default: 32. */
  readonly width?: number;
  /** Examples, which are drawn at random. Default: 32. */
  readonly batch?: number;
  /** Decides weights and examples. Default: 0. */
  readonly seed?: number;
}

/** What is known of a layer. */
export interface LayerGradient {
  /** From 1, the layer beside the inputs. */
  readonly layer: number;
  /** The length of the gradient of its weights: the root of the sum of squares. */
  readonly norm: number;
  /** How far its outputs are spread over the examples: the root of the mean square of their distance to the mean of each neuron. */
  readonly spread: number;
}

/** What {@link gradientByDepth} finds. Plain data. */
export interface GradientByDepth {
  readonly layers: readonly LayerGradient[];
  /** The norm of the first layer divided by that of the last: near 1 where the error reaches all layers alike. */
  readonly ratio: number;
}

/**
 * Computes the gradients of a network before its first step. Its last layer makes one number of each example, which should be 1;
 * the error is half the mean square.
 */
export async function gradientByDepth(network: DeepNetwork): Promise<GradientByDepth> {
  const { depth, initialization, width = 32, batch = 32, seed = 0 } = network;
  const deviation = { glorot: Math.sqrt(1 / width), he: Math.sqrt(2 / width), small: 0.01, unit: 1 }[initialization];
  const traced = trace({ key: i32(2) }, ({ key }) => {
    const weights = Array.from({ length: depth }, (_, at) => normal(foldIn(key, at), [width, width], 0, deviation));
    const last = normal(foldIn(key, depth), [width, 1], 0, Math.sqrt(1 / width));
    const outputs: Tensor[] = [];
    let features: Tensor = normal(foldIn(key, depth + 1), [batch, width]);
    for (const weight of weights) {
      features = layer(network, features, weight);
      outputs.push(features);
    }
    const error = mul(mean(square(sub(matmul(features, last), 1))), 0.5);
    return {
      norms: gradientsOf(error, weights).map((gradient) => sqrt(sum(square(gradient)))),
      spreads: outputs.map((output) => sqrt(mean(square(sub(output, mean(output, [0])))))),
    };
  });
  const { norms, spreads } = (await engine.compile(traced)).run({ key: [0, seed] });
  const layers = norms.map((norm, at) => ({
    layer: at + 1,
    norm: norm.data[0] ?? Number.NaN,
    spread: spreads[at]?.data[0] ?? Number.NaN,
  }));
  return { layers, ratio: (layers[0]?.norm ?? Number.NaN) / (layers.at(-1)?.norm ?? Number.NaN) };
}

function layer({ activation, residual, normalization }: DeepNetwork, x: Tensor, weight: Tensor): Tensor {
  const sums = matmul(x, weight);
  const outputs = activations[activation](normalization === true ? batchNorm(sums).normalized : sums);
  if (residual !== true) return outputs;
  // A sigmoid is 1/2 in the middle, which would pile up from layer to layer.
  return add(x, activation === "sigmoid" ? sub(outputs, 0.5) : outputs);
}

/** A link of {@link chainOfNeurons}. */
export interface ChainLink {
  /** From 1, the neuron beside the input. */
  readonly neuron: number;
  readonly value: number;
  /** The slope of its activation, where it is. */
  readonly slope: number;
  /** The derivative of the last neuron's value by this one's sum: the product of the slopes from here on. */
  readonly derivative: number;
}

/** Computes `z <- activation(z)` again and again: a network of one neuron in each layer, with weights of 1. */
export async function chainOfNeurons(depth: number, activation: Activation, input = 0): Promise<readonly ChainLink[]> {
  const traced = trace({ x: f64() }, ({ x }) => {
    const sums: Tensor[] = [];
    const values: Tensor[] = [];
    let value: Tensor = x;
    for (let neuron = 0; neuron < depth; neuron++) {
      // A sum of its own for each neuron, so that there is a derivative by it.
      const weighed = mul(value, 1);
      sums.push(weighed);
      value = activations[activation](weighed);
      values.push(value);
    }
    const slopes = values.map((found, at) => gradientsOf(found, sums[at] ?? x));
    return { values, slopes, derivatives: gradientsOf(value, sums) };
  });
  const found = (await compile(traced)).run({ x: input });
  return found.values.map(({ data }, at) => ({
    neuron: at + 1,
    value: data[0] ?? Number.NaN,
    slope: found.slopes[at]?.data[0] ?? Number.NaN,
    derivative: found.derivatives[at]?.data[0] ?? Number.NaN,
  }));
}
