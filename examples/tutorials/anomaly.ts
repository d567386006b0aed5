/** Anomalies: an autoencoder that has seen whole waves only cannot give back one with a dent. */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential } from "@rensa/nn";
import { meanSquaredError, relu } from "@rensa/ops";
import { adam, createTrainer } from "rensa";

const random = seededRandom(0);
const wave = (dent: number) => {
  const [phase, from] = [2 * Math.PI * random.uniform(), random.integer(27)];
  const isDented = (at: number) => at >= from && at < from + 6;
  const height = (at: number) => Math.sin(phase + at / 5) + 0.05 * random.normal() + (isDented(at) ? dent : 0);
  return Array.from({ length: 32 }, (_, at) => height(at));
};
const normal = Array.from({ length: 1000 }, () => wave(0));
const dented = Array.from({ length: 100 }, () => wave(1));

const model = sequential(dense(32, 16), relu, dense(16, 4), relu, dense(4, 16), relu, dense(16, 32));
const train = normal.slice(0, 900);
const data = Dataset.fromArrays({ inputs: train, targets: train, shape: [32], targetShape: [32] }).batch(32);
const trainer = createTrainer({ model, loss: meanSquaredError, optimizer: adam(3e-3), data, epochs: 40 });
await trainer.start();

const errorsOf = async (waves: number[][]) => {
  const { data: outputs } = await trainer.predict(waves);
  return waves.map((wave, row) => wave.reduce((sum, x, at) => sum + (x - (outputs[32 * row + at] ?? 0)) ** 2, 0) / 32);
};
const known = await errorsOf(train);
const threshold = known.toSorted((a, b) => a - b)[Math.floor(0.99 * known.length)] ?? 0;
const isRight = [
  ...(await errorsOf(normal.slice(900))).map((error) => error <= threshold),
  ...(await errorsOf(dented)).map((error) => error > threshold),
];
console.log("accuracy", isRight.filter(Boolean).length / isRight.length);
