/** What the service trains: a network that learns a curve from noisy points. */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential } from "@rensa/nn";
import { meanSquaredError, tanh } from "@rensa/ops";
import { adam, cosine, createTrainer } from "rensa";

/** The curve, from -1 to 1. */
export const curve = (x: number): number => Math.sin(4 * x) + 0.4 * Math.cos(11 * x);

/** A trainer that has not started. */
export function makeTrainer({ epochs, seed }: { readonly epochs: number; readonly seed: number }) {
  const random = seededRandom(seed);
  const inputs = Array.from({ length: 512 }, () => [2 * random.uniform() - 1]);
  const targets = inputs.map(([x = 0]) => [curve(x) + 0.1 * random.normal()]);
  const data = Dataset.fromArrays({ inputs, targets, shape: [1], targetShape: [1] }).batch(64);
  return createTrainer({
    model: sequential(dense(1, 64), tanh, dense(64, 64), tanh, dense(64, 1)),
    loss: meanSquaredError,
    optimizer: adam(cosine({ peak: 1e-2, steps: epochs * data.batchesPerEpoch })),
    data,
    epochs,
    seed,
  });
}
