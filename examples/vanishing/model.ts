/** A network of many narrow layers, and what may be changed in it so that gradients reach the first one. */
import { expectTensor, full, scope, type Shape, type Tensor } from "@rensa/core";
import type { Key, Model } from "@rensa/nn";
import { add, batchNorm, foldIn, matmul, relu, sigmoid, sub, uniform } from "@rensa/ops";

/** The networks that are compared: plain sigmoid layers, and their three cures. */
export const kinds = ["sigmoid", "relu", "residual", "batchNorm"] as const;

/** One of the networks. */
export type Kind = (typeof kinds)[number];

/** What each network is, for people. */
export const descriptions: Readonly<Record<Kind, string>> = {
  sigmoid: "sigmoids, weights as Glorot and Bengio have them",
  relu: "relu in place of sigmoid, weights as He has them",
  residual: "sigmoids, and what a layer reads is added to what it puts out",
  batchNorm: "sigmoids after batch norm",
};

/** How large a network is. */
export interface Size {
  readonly inputs: number;
  /** What each hidden layer puts out. */
  readonly width: number;
  /** Layers with weights: `dense_1` to `dense_<depth>`. */
  readonly depth: number;
}

/** Weights of a layer. */
interface Dense {
  readonly weights: Tensor;
  readonly bias: Tensor;
  readonly [name: string]: Tensor;
}

type Parameters = Readonly<Record<string, Dense>>;

/** A layer of a network: its name, what it reads and puts out, and whether it is the last one. */
interface Place {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly isLast: boolean;
}

/** A network of dense layers that puts one number out, the logit of a class. */
export function deepNetwork(kind: Kind, { inputs, width, depth }: Size): Model<Parameters> {
  const places = Array.from({ length: depth }, (_, at): Place => {
    const isLast = at === depth - 1;
    return { name: `dense_${String(at + 1)}`, inputs: at === 0 ? inputs : width, outputs: isLast ? 1 : width, isLast };
  });
  return {
    initialize: (key) =>
      Object.fromEntries(places.map((place, at) => [place.name, initialize(kind, place, foldIn(key, at))])),
    apply: (parameters, x) =>
      places.reduce((features, place) => scope(place.name, () => layer(kind, place, parameters, features)), x),
  };
}

/** Uniform weights: Glorot and Bengio 2010 for sigmoid, He et al. 2015 for relu. */
function initialize(kind: Kind, { inputs, outputs, isLast }: Place, key: Key): Dense {
  const bound = Math.sqrt(6 / (kind === "relu" && !isLast ? inputs : inputs + outputs));
  const weights: Tensor = uniform(key, [inputs, outputs] as Shape, -bound, bound);
  return { weights, bias: full([outputs], 0) };
}

function layer(kind: Kind, { name, inputs, outputs, isLast }: Place, parameters: Parameters, x: Tensor): Tensor {
  const dense = parameters[name];
  if (dense === undefined) throw new TypeError(`There are no parameters for ${name}.`);
  const product = matmul(x, dense.weights);
  const linear = add(product, dense.bias);
  if (isLast) return linear;
  switch (kind) {
    case "sigmoid":
      return sigmoid(linear);
    case "relu":
      return relu(linear);
    case "residual":
      // The first layer only widens. A sigmoid is 1/2 in the middle, which would pile up from sum to sum.
      return inputs === outputs ? add(x, sub(sigmoid(linear), 0.5)) : linear;
    case "batchNorm":
      // The networks are trained and never evaluated, so that no running statistics are kept.
      return sigmoid(
        batchNorm(product, undefined, expectTensor("vanishing: the bias", dense.bias, "f32", [null])).normalized,
      );
  }
}
