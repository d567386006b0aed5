/** Two models of handwritten digits: the convolutional network of the article, and a perceptron to compare it with. */
import { scope, type Shape, type Tensor } from "@rensa/core";
import { add, conv2d, dropout, foldIn, matmul, maxPool, mul, relu, reshape, uniform } from "@rensa/ops";
import type { Model } from "@rensa/optim";

/** The weights of one layer. */
interface Layer {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

/** Layers by name: `conv_1`, `dense_1`, ... */
export type Parameters = Readonly<Record<string, Layer & Readonly<Record<string, Tensor>>>>;

/** A layer: its name, and the shape of its weights, whose last axis are its outputs. */
interface LayerShape {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * A convolutional network on images of 28 x 28: 3x3 convolutions with 16 and 32 channels, each followed by relu and a
 * maximum over 2x2, and one dense layer. While training, a share `rate` of what that layer reads is dropped.
 */
export function convolutional(rate: number): Model<Parameters> {
  const layers: readonly LayerShape[] = [
    { name: "conv_1", shape: [3, 3, 1, 16] },
    { name: "conv_2", shape: [3, 3, 16, 32] },
    { name: "dense_1", shape: [7 * 7 * 32, 10] },
  ];
  return {
    initialise: (key) => initialise(layers, key),
    apply: (parameters, inputs, { training, key }) => {
      const rows = inputs.shape[0] ?? 1;
      const block = (x: Tensor, name: string): Tensor =>
        scope(name, () => {
          const { weights, bias } = layerOf(parameters, name);
          const convolved = conv2d(x as never, weights as never, { padding: "same" }) as Tensor;
          return maxPool(relu(add(convolved, bias) as Tensor) as never, 2) as Tensor;
        });
      const images: Tensor = reshape(inputs, [rows, 28, 28, 1] as Shape);
      const features: Tensor = reshape(block(block(images, "conv_1"), "conv_2"), [rows, 7 * 7 * 32] as Shape);
      const kept = training && rate > 0 ? dropout(features, key, rate) : features;
      return dense(kept, layerOf(parameters, "dense_1"), "dense_1");
    },
  };
}

/**
 * A perceptron with layers of the given widths, the input's first: `[784, 128, 128, 10]`, and relu between them. While
 * training, a share `rate` of what each hidden layer puts out is dropped.
 */
export function perceptron(widths: readonly number[], rate: number): Model<Parameters> {
  const layers = widths.slice(1).map((outputs, position): LayerShape => {
    return { name: `dense_${String(position + 1)}`, shape: [widths[position] ?? 1, outputs] };
  });
  return {
    initialise: (key) => initialise(layers, key),
    apply: (parameters, inputs, { training, key }) =>
      layers.reduce((x, { name }, position) => {
        const linear = dense(x, layerOf(parameters, name), name);
        if (position === layers.length - 1) return linear;
        return training && rate > 0 ? dropout(relu(linear), foldIn(key, position), rate) : relu(linear);
      }, inputs),
  };
}

/** Weights uniform within sqrt(6 / fan-in), which keeps the variance through relu (He et al. 2015); biases at 0. */
function initialise(layers: readonly LayerShape[], key: Tensor<readonly [2], "i32">): Parameters {
  return Object.fromEntries(
    layers.map(({ name, shape }, position) => {
      const bound = Math.sqrt(6 / shape.slice(0, -1).reduce((product, extent) => product * extent, 1));
      const weights: Tensor = uniform(foldIn(key, position), shape, -bound, bound);
      const bias: Tensor = mul(uniform(foldIn(key, position), shape.slice(-1) as Shape), 0);
      return [name, { weights, bias }];
    }),
  );
}

function dense(x: Tensor, { weights, bias }: Layer, name: string): Tensor {
  return scope(name, () => add(matmul(x, weights), bias) as Tensor);
}

function layerOf(parameters: Parameters, name: string): Layer {
  const layer = parameters[name];
  if (layer === undefined) throw new TypeError(`There are no parameters for ${name}.`);
  return layer;
}
