/** A small convolutional network that learns handwritten digits, one epoch at a time. */
import type { DigitsDataset } from "@rensa/digits";
import { accuracy, conv2d, dense, flatten, maxPool2d, reshape, sequential } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, createTrainer, ofType } from "rensa";

/** What {@link learnDigits} is given. */
export interface DigitsTraining {
  /** Digits to learn from. */
  readonly train: DigitsDataset;
  /** Digits to be tested on after each epoch. */
  readonly test: DigitsDataset;
  /** Passes over the digits. Default: 1. */
  readonly epochs?: number;
  /** Digits per update. Default: 40. */
  readonly batch?: number;
  /** The learning rate of Adam. Default: 0.003. */
  readonly rho?: number;
  /** Decides the first weights and the order of the digits. Default: 0. */
  readonly seed?: number;
  /** Told of the loss of each update. */
  readonly onStep?: (step: number, loss: number) => void;
}

/** What {@link learnDigits} finds. Plain data. */
export interface DigitsLearned {
  /** The loss of each update. */
  readonly losses: readonly number[];
  /** The share of test digits that are named rightly after each epoch, from 0 to 1. */
  readonly accuracies: readonly number[];
  /** The weights of the convolution at the end: 8 windows of 5 x 5, each in rows. */
  readonly windows: readonly (readonly (readonly number[])[])[];
}

const [side, windows] = [5, 8] as const;

/** A convolution of 8 windows of 5 x 5, of which each is used at 24 x 24 places; a maximum over 2 x 2; and a dense layer. */
export function smallNetwork() {
  return sequential(
    reshape([28, 28, 1]),
    conv2d(1, windows, side),
    relu,
    maxPool2d(2),
    flatten(),
    dense(12 * 12 * windows, 10),
  );
}

/** Trains {@link smallNetwork}. */
export async function learnDigits(training: DigitsTraining): Promise<DigitsLearned> {
  const { train, test, epochs = 1, batch = 40, rho = 0.003, seed = 0, onStep } = training;
  const losses: number[] = [];
  const accuracies: number[] = [];
  const trainer = createTrainer({
    model: smallNetwork(),
    loss: softmaxCrossEntropy,
    optimizer: adam(rho),
    data: train.batch(batch),
    validation: test.batch(200, { shuffle: false, remainder: "keep" }),
    metrics: { accuracy: accuracy() },
    epochs,
    seed,
  });
  trainer.events$.pipe(ofType("step")).subscribe(({ step, loss }) => {
    losses.push(loss);
    onStep?.(step, loss);
  });
  trainer.events$.pipe(ofType("validated")).subscribe(({ metrics }) => {
    accuracies.push(metrics["accuracy"] ?? Number.NaN);
  });
  await trainer.start();
  const kernel = [...(await trainer.readParameters())].find(([, { shape }]) => shape.length === 4)?.[1].data ?? [];
  return {
    losses,
    accuracies,
    // Stored [row, column, channel, window].
    windows: Array.from({ length: windows }, (_, at) =>
      Array.from({ length: side }, (__, row) =>
        Array.from({ length: side }, (___, column) => kernel[(row * side + column) * windows + at] ?? Number.NaN),
      ),
    ),
  };
}
