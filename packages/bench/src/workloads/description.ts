/** A workload as data: weights, batches and sizes, from which every engine builds the same computation. */
import type { HostTensor } from "@rensa/core";

/** Tensors by name. The names are those of the models in every engine. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** What one training step is given. */
export interface Batch {
  readonly x: HostTensor;
  readonly y: HostTensor;
}

interface TrainingBase {
  readonly name: string;
  readonly title: string;
  /** Of Adam, with decays 0.9 and 0.999 and epsilon 1e-8. */
  readonly learningRate: number;
  readonly parameters: NamedTensors;
  /** Taken in turn, so that no engine can keep one on its side. */
  readonly batches: readonly Batch[];
}

/** `weights_1`, `bias_1`, ...: dense layers with an activation between them. */
export interface MlpDescription extends TrainingBase {
  readonly kind: "mlp";
  readonly layers: number;
  readonly activation: "relu" | "tanh";
  readonly loss: "cross-entropy" | "squared-error";
}

/** `filters_1`, `bias_1`, ... and `dense_weights`, `dense_bias`: 3x3 convolutions, each with relu and a 2x2 maximum. */
export interface CnnDescription extends TrainingBase {
  readonly kind: "cnn";
  readonly convolutions: number;
}

/** A pre-norm decoder over `x` [batch, context]; `y` is [batch * context]. */
export interface TransformerDescription extends TrainingBase {
  readonly kind: "transformer";
  readonly blocks: number;
  readonly heads: number;
}

/** One GRU layer (gates reset, update, new) over `x` [time, batch]; `y` is [time * batch]. */
export interface GruDescription extends TrainingBase {
  readonly kind: "gru";
}

/** A training: its step is forward, backward and Adam, and its loss is read. */
export type TrainingDescription = MlpDescription | CnnDescription | TransformerDescription | GruDescription;

/** Products of several left operands, one after the other, with one right operand. A step makes all of them. */
export interface GemmDescription {
  readonly kind: "gemm";
  readonly name: string;
  readonly title: string;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** As they are stored: [inner, rows] where `transposeA`. */
  readonly a: readonly HostTensor[];
  readonly b: HostTensor;
  readonly flops: number;
}

/** A convolution with the same padding, and the gradients of its input and its filters. */
export interface ConvolutionDescription {
  readonly kind: "convolution";
  readonly name: string;
  readonly title: string;
  readonly depthwise: boolean;
  /** [batch, height, width, in]. */
  readonly x: HostTensor;
  /** [height, width, in, out], or [height, width, in, 1] where depthwise. */
  readonly filters: HostTensor;
  /** The gradient of the output. */
  readonly gradient: HostTensor;
  readonly flops: number;
}

/** Any workload. */
export type Description = TrainingDescription | GemmDescription | ConvolutionDescription;

/** True for a training, whose losses are compared; of the others it is the outputs. */
export function isTraining(description: Description): description is TrainingDescription {
  return description.kind !== "gemm" && description.kind !== "convolution";
}

/** How many numbers an engine gives of each output for comparison. */
export const outputSamples = 512;

/** Elements of an output at equal distances. */
export function sampleOutput(data: ArrayLike<number>): number[] {
  const count = Math.min(outputSamples, data.length);
  return Array.from({ length: count }, (_, at) => data[Math.floor((at * data.length) / count)] ?? Number.NaN);
}
