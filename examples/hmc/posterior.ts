/** A posterior that is known: of the intercept and the slope of a line through noisy points. */
import { add, eye, inverse, matmul, matvec, mul, square, sub, sum } from "@rensa/ops";
import { compile, f64, constant, trace } from "rensa";
import type { Energy } from "./hmc.ts";

/** The points, and the deviation of their noise. */
const xs = Array.from({ length: 20 }, (_, at) => 0.5 + at / 10);
const ys = xs.map((x, at) => 0.3 + 0.7 * x + 0.4 * Math.sin(12.9898 * (at + 1)));
const noise = 0.4;

const rows = xs.map((x) => [1, x]);

/** Minus the logarithm of the posterior: normal noise, and a standard normal prior of both. */
export const energy: Energy = (weights) => {
  const predictions = matmul(weights, constant(rows), { transposeB: true });
  const misfit = sum(square(sub(predictions, constant(ys))), 1);
  return add(mul(misfit, 0.5 / noise ** 2), mul(sum(square(weights), 1), 0.5));
};

/** The mean and the covariance of pairs of numbers. */
export interface Moments {
  readonly mean: readonly [number, number];
  /** Of the first with itself, of both, of the second with itself. */
  readonly covariance: readonly [number, number, number];
}

/** Its moments in closed form, in float64: (XᵀX / s² + I)⁻¹, and that times Xᵀy / s². */
export async function exactMoments(): Promise<Moments> {
  const solving = trace({ x: f64(xs.length, 2), y: f64(xs.length) }, ({ x, y }) => {
    const precision = add(mul(matmul(x, x, { transposeA: true }), 1 / noise ** 2), eye(2, 2, "f64"));
    const covariance = inverse(precision);
    return { covariance, mean: mul(matvec(matmul(covariance, x, { transposeB: true }), y), 1 / noise ** 2) };
  });
  const { mean, covariance } = (await compile(solving)).run({ x: rows, y: ys });
  const [intercept = 0, slope = 0] = mean.data;
  const [first = 0, both = 0, , second = 0] = covariance.data;
  return { mean: [intercept, slope], covariance: [first, both, second] };
}

/** The moments of what was drawn. */
export function momentsOf(points: readonly (readonly [number, number])[]): Moments {
  const meanOf = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((total, point) => total + of(point), 0) / points.length;
  const [a, b] = [meanOf(([x]) => x), meanOf(([, y]) => y)];
  return {
    mean: [a, b],
    covariance: [meanOf(([x]) => (x - a) ** 2), meanOf(([x, y]) => (x - a) * (y - b)), meanOf(([, y]) => (y - b) ** 2)],
  };
}
