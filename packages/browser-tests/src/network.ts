/** A convolutional network, and batches of noise to train it on: what the pages train. */
import { sizeOf } from "@rensa/core";
import { scope, type Criterion, type Model, type Shape, type Tensor, type TrainingData } from "rensa";
import { add, conv2d, foldIn, matmul, maxPool, mul, relu, reshape, softmaxCrossEntropy, uniform } from "@rensa/ops";

/** How large the network is: 3x3 convolutions, each with relu and a maximum over 2x2, and one dense layer. */
export interface NetworkSize {
  /** Pixels along each side of the images. */
  readonly side: number;
  /** Output channels of each convolution. */
  readonly channels: readonly number[];
  readonly classes: number;
}

/** The weights of one layer. */
interface Layer extends Readonly<Record<string, Tensor>> {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

/** Layers in order, the dense one last. */
export type Layers = readonly Layer[];

/** A network of that size on images `[batch, side, side, 1]`. */
export function network({ side, channels, classes }: NetworkSize): Model<Layers> {
  const pooled = side / 2 ** channels.length;
  const features = pooled * pooled * (channels.at(-1) ?? 1);
  const shapes: readonly Shape[] = [
    ...channels.map((outputs, position): Shape => [3, 3, channels[position - 1] ?? 1, outputs]),
    [features, classes],
  ];
  return {
    initialize: (key) => shapes.map((shape, position) => initialLayer(shape, foldIn(key, position))),
    apply: (layers, images) => {
      const dense = layers[channels.length];
      if (dense === undefined) throw new TypeError("There are no parameters for the dense layer.");
      const convolved = layers.slice(0, -1).reduce(block, images);
      const rows: Tensor = reshape(convolved, [images.shape[0] ?? 1, features]);
      return add(matmul(rows, dense.weights), dense.bias);
    },
  };
}

/** Cross-entropy of the network's outputs and the labels. */
// A criterion's targets have no dtype in the types.
export const crossEntropy: Criterion = (outputs, targets) => softmaxCrossEntropy(outputs, targets as never);

/** The same batch of noise with labels, `batches` times. */
export function noise({ side, classes }: NetworkSize, batch: number, batches: number): TrainingData {
  const shape = [batch, side, side, 1];
  const inputs = {
    shape,
    dtype: "f32",
    // The fractional parts of multiples of the golden ratio: without pattern, and the same everywhere.
    data: Float32Array.from({ length: sizeOf(shape) }, (_, position) => ((position + 1) * 0.6180339887498949) % 1),
  } as const;
  const targets = {
    shape: [batch],
    dtype: "i32",
    data: Int32Array.from({ length: batch }, (_, row) => row % classes),
  } as const;
  return {
    inputs,
    targets,
    batchesPerEpoch: batches,
    batches: ({ start = 0 }) => Array.from({ length: batches - start }, () => ({ inputs, targets })),
  };
}

function block(x: Tensor, { weights, bias }: Layer, position: number): Tensor {
  return scope(`conv_${String(position + 1)}`, () => {
    const convolved: Tensor = conv2d(x, weights, { padding: "same" });
    return maxPool(relu(add(convolved, bias)), 2);
  });
}

/** Uniform weights within sqrt(6 / fan-in), and biases at 0. */
function initialLayer(shape: Shape, key: Tensor<readonly [2], "i32">): Layer {
  const bound = Math.sqrt(6 / sizeOf(shape.slice(0, -1)));
  const weights: Tensor = uniform(key, shape, -bound, bound);
  return { weights, bias: mul(uniform(key, shape.slice(-1)), 0) };
}
