/** The network that is explained: two inputs, two hidden layers of two neurons, one output, all in float64. */
import { matmul, mul, square, sub, sum, tanh } from "@rensa/ops";
import { compile, f64, full, grad, scan, trace } from "rensa";

/** The weights at the start, an example, and what the output should be. */
export const start = {
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

/** The error of the output, with every value on the way to it. */
export const network = trace(
  { w1: f64(2, 2), w2: f64(2, 2), w3: f64(2, 1), x: f64(1, 2), target: f64() },
  ({ w1, w2, w3, x, target }) => {
    const a1 = matmul(x, w1);
    const z1 = tanh(a1);
    const a2 = matmul(z1, w2);
    const z2 = tanh(a2);
    const y = matmul(z2, w3);
    const error = sub(y, target);
    return { a1, z1, a2, z2, y, error, loss: sum(square(error)) };
  },
);

/** The error alone, which is what descends. */
export const loss = trace(network.spec, (values) => network(values).loss);

/** Gradient descent, w <- w - rho dE/dw, as one program: a loop whose every step differentiates. @returns The loss before each step. */
export async function descend(steps: number, rho: number): Promise<readonly number[]> {
  const descent = trace(network.spec, ({ w1, w2, w3, x, target }) => {
    const [, losses] = scan({ w1, w2, w3 }, full([steps], 0, "f64"), (weights) => {
      const values = { ...weights, x, target };
      const slope = grad(loss, ["w1", "w2", "w3"])(values);
      const next = {
        w1: sub(weights.w1, mul(slope.w1, rho)),
        w2: sub(weights.w2, mul(slope.w2, rho)),
        w3: sub(weights.w3, mul(slope.w3, rho)),
      };
      return [next, loss(values)];
    });
    return losses;
  });
  const program = await compile(descent);
  return Array.from(program.run(start).data);
}
