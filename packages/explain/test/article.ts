/** The article's network: two inputs, two hidden layers of two neurons each, and one output. */
import { f64, trace } from "@rensa/core";
import { matmul, mul, reshape, square, sub, tanh } from "@rensa/ops";

/** The weights and the example at which the network is looked at. */
export const articleInputs = {
  w1: [
    [0.5, -0.3],
    [0.8, 0.2],
  ],
  w2: [
    [0.7, -0.4],
    [0.1, 0.9],
  ],
  w3: [[0.6], [-0.5]],
  x: [[1, -1.5]],
  target: 0.25,
};

/** z = tanh(a) in both hidden layers; every value has its name. */
export const article = trace(
  { w1: f64(2, 2), w2: f64(2, 2), w3: f64(2, 1), x: f64(1, 2), target: f64() },
  ({ w1, w2, w3, x, target }) => {
    const a1 = matmul(x, w1);
    const z1 = tanh(a1);
    const a2 = matmul(z1, w2);
    const z2 = tanh(a2);
    const product = matmul(z2, w3);
    const prediction = reshape(product, []);
    const error = sub(prediction, target);
    const loss = mul(square(error), 0.5);
    return { loss, a1, z1, a2, z2, product, prediction, error };
  },
);

/** The loss alone, for `grad`. */
export const lossOf = trace(article.spec, (inputs) => article(inputs).loss);
