/** The network of the file, and the trainings that are compared on a few examples of all ten digits. */
import type { Dataset } from "@rensa/data";
import { digits } from "@rensa/digits";
import { accuracy, conv2d, dense, dropout, flatten, frozen, maxPool2d, named, sequential } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, createTrainer, evaluate, ofType, partition, type TensorType, type TrainConfig } from "rensa";
import type { Weights } from "./torch-file.ts";

const features = named(
  "features",
  sequential(
    conv2d(1, 8, 3),
    relu,
    maxPool2d(2),
    conv2d(8, 16, 3),
    relu,
    maxPool2d(2),
    flatten(),
    dense(400, 32),
    relu,
  ),
);
/** As in the file: it tells the digits 0 to 6. */
export const imported = sequential(features, dropout(0.3), named("head", dense(32, 7)));
const whole = sequential(features, named("newHead", dense(32, 10)));
const headOnly = sequential(frozen(features), named("newHead", dense(32, 10)));

/** How far a training is. */
export interface Point {
  readonly step: number;
  /** Of the digits that it is tried on. */
  readonly accuracy: number;
}

/** A training that was done. */
export interface Trained {
  readonly curve: readonly Point[];
  /** On all 2,000 digits of the test. */
  readonly accuracy: number;
}

/** Images of 28 x 28 pixels with a channel, and their labels. */
export type Examples = Dataset<TensorType<readonly [28, 28, 1], "f32">, TensorType<readonly [], "i32">>;

/** The digits in the shape that the network takes. */
export async function loadDigits(): Promise<{ readonly train: Examples; readonly test: Examples }> {
  const { train, test } = await digits();
  return { train: train.reshape([28, 28, 1]), test: test.reshape([28, 28, 1]) };
}

/** So many examples of each digit. */
export function someOfEach(examples: Examples, count: number): Examples {
  const seen = new Map<number, number>();
  return examples.filter(({ targets }) => {
    const label = targets.data[0] ?? 0;
    seen.set(label, (seen.get(label) ?? 0) + 1);
    return (seen.get(label) ?? 0) <= count;
  });
}

/** What all trainings have in common. */
export interface Setting {
  readonly few: Examples;
  readonly test: Examples;
  readonly epochs: number;
  readonly seed: number;
  readonly onStep?: () => void;
}

/** From random weights. */
export async function trainFromNothing(setting: Setting): Promise<Trained> {
  const { curve, parameters } = await run(setting, { model: whole, optimizer: adam(3e-3) });
  return { curve, accuracy: await accuracyOf(parameters, setting.test) };
}

/** A new head on the imported features for half of the epochs; then all of it, the features with a small rate. */
export async function fineTune(weights: Weights, setting: Setting): Promise<Trained & { readonly headOnly: number }> {
  const epochs = Math.ceil(setting.epochs / 2);
  // The head of the file is of other digits: the model has no use for it, and its own begins at random.
  const body = new Map([...weights].filter(([path]) => path.startsWith("features.")));
  const first = await run(
    { ...setting, epochs },
    { model: headOnly, optimizer: adam(1e-2), parameters: { values: body, partial: true } },
  );
  const rates = { slow: adam(1e-3), fast: adam(3e-3) };
  const optimizer = partition(rates, (path) => (path.startsWith("features.") ? "slow" : "fast"));
  const rest = { ...setting, epochs: setting.epochs - epochs };
  const second = await run(rest, { model: whole, optimizer, parameters: first.parameters });
  const before = first.curve.at(-1)?.step ?? 0;
  return {
    curve: [...first.curve, ...second.curve.map(({ step, accuracy }) => ({ step: before + step, accuracy }))],
    headOnly: await accuracyOf(first.parameters, setting.test),
    accuracy: await accuracyOf(second.parameters, setting.test),
  };
}

/** What tells the trainings apart. */
type Begin = Pick<TrainConfig, "optimizer" | "parameters"> & { readonly model: typeof whole | typeof headOnly };

async function run({ few, test, epochs, seed, onStep }: Setting, begin: Begin) {
  const trainer = createTrainer({
    ...begin,
    loss: softmaxCrossEntropy,
    data: few.batch(10),
    validation: test.filter((_, row) => row % 5 === 0).batch(10),
    metrics: { accuracy: accuracy() },
    epochs,
    seed,
  });
  const curve: Point[] = [];
  trainer.events$.pipe(ofType("validated", "step")).subscribe((event) => {
    if (event.type === "validated") curve.push({ step: event.step, accuracy: event.metrics["accuracy"] ?? 0 });
    else onStep?.();
  });
  await trainer.start();
  return { curve, parameters: await trainer.readParameters() };
}

async function accuracyOf(parameters: Weights, test: Examples): Promise<number> {
  const { metrics } = await evaluate({
    model: whole,
    parameters,
    data: test.batch(100),
    metrics: { accuracy: accuracy() },
  });
  return metrics["accuracy"] ?? 0;
}
