/** A multilayer perceptron: dense layers with relu between them. */
import { scope, type Shape, type Tensor } from "@rensa/core";
import { add, dropout, foldIn, matmul, mul, relu, uniform } from "@rensa/ops";
import type { Model } from "@rensa/optim";

/** The weights of one layer. */
interface Dense {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

/** Layers by name: `dense_1`, `dense_2`, ... */
export type Parameters = Readonly<Record<string, Dense & Readonly<Record<string, Tensor>>>>;

/**
 * A perceptron with layers of the given widths, the input's first: `[784, 128, 128, 10]`.
 *
 * While training, a share `rate` of what each hidden layer puts out is dropped. Weights start uniform within sqrt(6 / fan-in), which keeps the variance through relu (He et al. 2015); biases at 0.
 */
export function perceptron(widths: readonly number[], rate: number): Model<Parameters> {
  const layers = widths
    .slice(1)
    .map((outputs, position) => ({ name: `dense_${String(position + 1)}`, inputs: widths[position] ?? 1, outputs }));
  return {
    initialise: (key) =>
      Object.fromEntries(
        layers.map(({ name, inputs, outputs }, position) => {
          const bound = Math.sqrt(6 / inputs);
          const weights: Tensor = uniform(foldIn(key, position), [inputs, outputs] as Shape, -bound, bound);
          const bias: Tensor = mul(uniform(foldIn(key, position), [outputs] as Shape), 0);
          return [name, { weights, bias }];
        }),
      ),
    apply: (parameters, inputs, { training, key }) =>
      layers.reduce((x, { name }, position) => {
        const layer = parameters[name];
        if (layer === undefined) throw new TypeError(`There are no parameters for ${name}.`);
        return scope(name, () => {
          const linear: Tensor = add(matmul(x, layer.weights), layer.bias);
          if (position === layers.length - 1) return linear;
          return training && rate > 0 ? dropout(relu(linear), foldIn(key, position), rate) : relu(linear);
        });
      }, inputs),
  };
}
