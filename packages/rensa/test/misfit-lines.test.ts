/** Parts of a training that do not fit each other: the error names the line that put them together. */
import type { RensaError, Tensor } from "@rensa/core";
import { Dataset } from "@rensa/data";
import { accuracy, dense, sequential } from "@rensa/nn";
import { meanSquaredError, relu, softmaxCrossEntropy } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { lastValueFrom } from "rxjs";
import { createEngine, createTrainer, jsBackend, sgd, train, type TrainConfig } from "../src/index.ts";

const inputs = [
  [1, 2],
  [3, 4],
];
const labeled = Dataset.fromArrays({ inputs, targets: [0, 1], shape: [2], classes: 2 }).batch(2);
const numbered = Dataset.fromArrays({ inputs, targets: [0, 1], shape: [2] }).batch(2);
const deep = inputs.map((row) => row.map((each) => [each]));
const ranked = Dataset.fromArrays({ inputs: deep, targets: [0, 1], shape: [2, 1], classes: 2 }).batch(2);

const fitting = {
  model: sequential(dense(2, 3), relu, dense(3, 2)),
  loss: softmaxCrossEntropy,
  optimizer: sgd(0.1),
  data: labeled,
  epochs: 1,
  engine: createEngine({ backend: jsBackend() }),
};

/** Wrong for a caller without types. */
const misfits: Readonly<Record<string, object>> = {
  "labels that are no integers": { ...fitting, data: numbered },
  "inputs of another width than the model's": { ...fitting, model: dense(5, 2) },
  "layers of other widths": { ...fitting, model: sequential(dense(2, 3), relu, dense(4 as 3, 2)) },
  "inputs of another rank": { ...fitting, data: ranked },
  "a loss of another rank than the targets": { ...fitting, loss: meanSquaredError },
  "a metric of another kind of outputs": { ...fitting, model: dense(2, 1), metrics: { accuracy: accuracy() } },
  "a loss that is no number": { ...fitting, loss: (outputs: Tensor) => outputs },
};

describe("what does not fit names the line of", () => {
  it.each(Object.entries(misfits))("createTrainer: %s", async (_, config) => {
    const line = lineOf(new Error());
    const error = await errorOf(createTrainer(config as TrainConfig).start());
    expect(error.origin).toMatchObject({
      line: line + 1,
      file: expect.stringContaining("misfit-lines.test") as string,
    });
  });

  it.each(Object.entries(misfits))("train: %s", async (_, config) => {
    const line = lineOf(new Error());
    const events$ = train(config as TrainConfig);
    const error = await errorOf(lastValueFrom(events$));
    expect(error.origin).toMatchObject({
      line: line + 1,
      file: expect.stringContaining("misfit-lines.test") as string,
    });
  });

  it("a model of the user's, where that is what is wrong", async () => {
    const line = lineOf(new Error());
    const apply = (_: unknown, x: Tensor): Tensor => relu(x, 1);
    const error = await errorOf(
      createTrainer({ ...fitting, model: { initialize: () => ({}), apply } } as never).start(),
    );
    expect(error.origin?.line).toBe(line + 1);
  });
});

async function errorOf(run: Promise<unknown>): Promise<RensaError> {
  return (await run.then(
    () => undefined,
    (error: unknown) => error,
  )) as RensaError;
}

/** The line on which an error was made. */
function lineOf({ stack = "" }: Error): number {
  return Number(/misfit-lines\.test\.ts:(\d+):/.exec(stack)?.[1]);
}
