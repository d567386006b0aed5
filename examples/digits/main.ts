/** Trains the convolutional network of the article on 8,000 handwritten digits and tests it on 2,000 others. */
import type { Engine, Tensor, TensorTree } from "@rensa/core";
import { digits } from "@rensa/digits";
import { accuracy, formatSummary, summary, type Model } from "@rensa/nn";
import { softmaxCrossEntropy } from "@rensa/ops";
import { adamw, checkpointTo, cosine, createTrainer, resumeFrom, type Trainer } from "@rensa/optim";
import { directoryStore, progressBar } from "@rensa/optim/node";
import { Command, InvalidArgumentError, Option } from "commander";
import { createEngine, jsBackend, wasmBackend } from "rensa";
import { identity } from "rxjs";
import { moved } from "./augment.ts";
import { convolutional, perceptron } from "./model.ts";

/** Images of digits in, a logit for each class out. */
type Classifier = Model<TensorTree, Tensor<readonly [number, 784], "f32">, Tensor<readonly [number, 10], "f32">>;

interface Options {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  readonly model: "convolutional" | "perceptron";
  readonly augment: boolean;
  readonly backend: "wasm" | "js" | "js-interpreter";
  readonly threads?: number;
  readonly checkpoints?: string;
  readonly json: boolean;
}

const number = (check: (value: number) => boolean, wanted: string) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !check(value)) throw new InvalidArgumentError(`Give ${wanted}.`);
  return value;
};
const atLeast = (least: number) =>
  number((value) => Number.isInteger(value) && value >= least, `an integer from ${String(least)}`);

const options = new Command("digits")
  .description("Train a network on handwritten digits with Rensa.")
  .showHelpAfterError()
  .addOption(
    new Option(
      "--model <name>",
      "a convolutional network (3x3x16, 3x3x32, two dense), or a perceptron (784-256-128-10)",
    )
      .choices(["convolutional", "perceptron"])
      .default("convolutional"),
  )
  .option("--epochs <count>", "passes over the training data", atLeast(1), 12)
  .option("--batch <size>", "examples per step", atLeast(1), 32)
  .option(
    "--rate <number>",
    "highest learning rate of AdamW",
    number((value) => value > 0, "a positive number"),
    3e-3,
  )
  .option("--seed <number>", "decides the weights and the order of the data", number(Number.isInteger, "an integer"), 0)
  .option("--no-augment", "train on the digits as they were written, not turned and moved at random")
  .addOption(
    new Option("--backend <name>", "what computes; WebAssembly where the engine has it")
      .choices(["wasm", "js", "js-interpreter"])
      .default("wasm"),
  )
  .option("--threads <count>", "threads of the WebAssembly backend (default: the machine's cores)", atLeast(1))
  .option("--checkpoints <folder>", "save checkpoints there, and go on from the newest one")
  .option("--json", "print one event per line, and a summary line at the end", false)
  .parse()
  .opts<Options>();

async function main(): Promise<number> {
  const start = performance.now();
  const engine = chosenEngine();
  const trainer = await trainerOn(engine);
  if (options.json) {
    trainer.events$.subscribe((event) => process.stdout.write(`${JSON.stringify(event)}\n`));
  } else {
    const input = { shape: [options.batch, 784], dtype: "f32" } as const;
    process.stdout.write(`${formatSummary(await summary(chosenModel(), input))}\n\n`);
    trainer.events$.pipe(progressBar({ stream: process.stdout, summary: false })).subscribe();
  }
  let testAccuracy: number | null = null;
  trainer.events$.subscribe((event) => {
    if (event.type === "validated") testAccuracy = event.metrics["accuracy"] ?? null;
  });
  const interrupt = (): void => {
    if (trainer.state.status === "running") trainer.stop("it was interrupted");
  };
  process.once("SIGINT", interrupt);
  await trainer.start();
  process.off("SIGINT", interrupt);
  const { step: steps, status } = trainer.state;
  report({
    task: "digits",
    backend: engine.backend.name,
    threads: engine.backend.threads,
    testAccuracy,
    steps,
    seconds: (performance.now() - start) / 1000,
    status,
  });
  return status === "finished" ? 0 : status === "stopped" ? 130 : 1;
}

async function trainerOn(engine: Engine): Promise<Trainer> {
  const { epochs, batch, rate, seed, augment, checkpoints } = options;
  const { train, test } = await digits();
  const examples = augment
    ? train.map(({ inputs, targets }, { random }) => ({
        inputs: { ...inputs, data: moved(inputs.data, random) },
        targets,
      }))
    : train;
  const data = examples.batch(batch);
  const steps = data.batchesPerEpoch * epochs;
  const store = checkpoints === undefined ? null : directoryStore(checkpoints);
  const trainer = createTrainer({
    engine,
    model: chosenModel(),
    loss: softmaxCrossEntropy,
    metrics: { accuracy: accuracy() },
    optimizer: adamw(cosine({ peak: rate, steps, warmUp: Math.min(100, steps - 1) })),
    data,
    validation: test.batch(256, { shuffle: false, remainder: "keep" }),
    epochs,
    seed,
    runId: `digits-${String(seed)}`,
    resume: store === null ? null : await resumeFrom(store),
  });
  trainer.events$
    .pipe(store === null ? identity : checkpointTo(store, { monitor: "validation.accuracy", mode: "max" }))
    .subscribe();
  return trainer;
}

function chosenModel(): Classifier {
  return options.model === "convolutional" ? convolutional(0.25) : perceptron(0.2);
}

function chosenEngine(): Engine {
  const { backend, threads } = options;
  if (backend === "js") return createEngine({ backend: jsBackend() });
  if (backend === "js-interpreter") return createEngine({ backend: jsBackend({ mode: "interpret" }) });
  return createEngine(threads === undefined ? {} : { backend: wasmBackend({ threads }) });
}

interface Outcome {
  readonly task: string;
  readonly backend: string;
  readonly threads: number;
  readonly testAccuracy: number | null;
  readonly steps: number;
  readonly seconds: number;
  readonly status: string;
}

function report(outcome: Outcome): void {
  const { testAccuracy, steps, seconds, status } = outcome;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ type: "summary", ...outcome })}\n`);
    return;
  }
  const reached =
    testAccuracy === null ? "no epoch was completed" : `test accuracy ${(testAccuracy * 100).toFixed(2)} %`;
  const prefix = status === "stopped" ? "stopped: " : "";
  process.stdout.write(`\n${prefix}${reached} after ${String(steps)} steps in ${seconds.toFixed(1)} s\n`);
}

process.exitCode = await main();
