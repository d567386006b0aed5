/** The worker in which the page trains: a network learns to tell two spirals apart. */
import { Dataset, seededRandom } from "@rensa/data";
import { accuracy, dense, sequential } from "@rensa/nn";
import { softmaxCrossEntropy, tanh } from "@rensa/ops";
import { adam, createTrainer, serveTrainer } from "rensa";

const random = seededRandom(0);
const points = Array.from({ length: 1000 }, (_, row) => {
  const turn = 0.5 + 2.5 * Math.PI * Math.sqrt(random.uniform());
  const [side, scale] = [row % 2 === 0 ? 1 : -1, 0.25];
  const noise = () => 0.1 * random.normal();
  return { at: [scale * side * turn * Math.cos(turn) + noise(), scale * side * turn * Math.sin(turn) + noise()], side };
});
const spirals = Dataset.fromArrays({
  inputs: points.map(({ at }) => at),
  targets: points.map(({ side }) => (side > 0 ? 1 : 0)),
  shape: [2],
  classes: 2,
});

// Each page that connects gets a training of its own.
serveTrainer(({ epochs, rate }: { readonly epochs: number; readonly rate: number }, { seed, resume }) =>
  createTrainer({
    model: sequential(dense(2, 32), tanh, dense(32, 32), tanh, dense(32, 2)),
    loss: softmaxCrossEntropy,
    optimizer: adam(rate),
    data: spirals.batch(50),
    metrics: { accuracy: accuracy() },
    epochs,
    seed,
    resume,
  }),
);
