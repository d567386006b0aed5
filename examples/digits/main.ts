/** Trains the convolutional network of the article on 8,000 handwritten digits and tests it on 2,000 others. */
import type { Backend } from "@rensa/core";
import { digits } from "@rensa/data";
import { argmax, cast, equal, mean, softmaxCrossEntropy } from "@rensa/ops";
import { adamw, cosine, createTrainer, type Criterion, type TrainEvent } from "@rensa/optim";
import { Command, InvalidArgumentError, Option } from "commander";
import { defaultBackend, defaultPasses, jsBackend, wasmBackend } from "rensa";
import { epochLine, modelSummary, ProgressBar } from "./progress.ts";
import { convolutional, perceptron } from "./model.ts";

interface Options {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  readonly model: "convolutional" | "perceptron";
  readonly backend: "wasm" | "js" | "js-interpreter";
  readonly threads?: number;
  readonly json: boolean;
}

const loss: Criterion = (outputs, targets) => softmaxCrossEntropy(outputs as never, targets as never);
const accuracy: Criterion = (outputs, targets) => mean(cast(equal(argmax(outputs, 1), targets as never), "f32"));

const number = (check: (value: number) => boolean, wanted: string) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !check(value)) throw new InvalidArgumentError(`Give ${wanted}.`);
  return value;
};
const atLeast = (least: number) =>
  number((value) => Number.isInteger(value) && value >= least, `an integer from ${String(least)}`);

const options = new Command("digits")
  .description("Train a network on handwritten digits with Rensa.")
  .addOption(
    new Option("--model <name>", "a convolutional network (3x3x16, 3x3x32, dense), or a perceptron (784-256-128-10)")
      .choices(["convolutional", "perceptron"])
      .default("convolutional"),
  )
  .option("--epochs <count>", "passes over the training data", atLeast(1), 10)
  .option("--batch <size>", "examples per step", atLeast(1), 32)
  .option(
    "--rate <number>",
    "highest learning rate of AdamW",
    number((value) => value > 0, "a positive number"),
    2e-3,
  )
  .option("--seed <number>", "decides the weights and the order of the data", number(Number.isInteger, "an integer"), 0)
  .addOption(
    new Option("--backend <name>", "what computes; WebAssembly where the engine has it")
      .choices(["wasm", "js", "js-interpreter"])
      .default("wasm"),
  )
  .option("--threads <count>", "threads of the WebAssembly backend (default: the machine's cores)", atLeast(1))
  .option("--json", "print one event per line, and a summary line at the end", false)
  .parse()
  .opts<Options>();

async function main(): Promise<number> {
  const { epochs, batch, rate, seed, json } = options;
  const start = performance.now();
  const { train, test } = await digits();
  const backend = chosenBackend();
  const data = train.batch(batch);
  const steps = data.batchesPerEpoch * epochs;
  const trainer = createTrainer({
    model: options.model === "convolutional" ? convolutional(0.25) : perceptron([784, 256, 128, 10], 0.2),
    loss,
    metrics: { accuracy },
    optimizer: adamw(cosine({ peak: rate, steps, warmUp: Math.min(100, steps - 1) })),
    data,
    validation: test.batch(200, { shuffle: false, remainder: "error" }),
    epochs,
    seed,
    backend,
    passes: defaultPasses,
    runId: `digits-${String(seed)}`,
  });
  const outcome: { testAccuracy: number | null } = { testAccuracy: null };
  const show = json ? (event: TrainEvent) => process.stdout.write(`${JSON.stringify(event)}\n`) : display(epochs);
  trainer.events$.subscribe((event) => {
    if (event.event === "epochCompleted") outcome.testAccuracy = event.validation?.metrics["accuracy"] ?? null;
    show(event);
  });
  const interrupt = (): void => {
    if (trainer.state.status === "running") trainer.stop();
  };
  process.once("SIGINT", interrupt);
  await trainer.start();
  process.off("SIGINT", interrupt);
  const { step: stepsDone, status } = trainer.state;
  const seconds = (performance.now() - start) / 1000;
  const { testAccuracy } = outcome;
  const summary = {
    event: "summary",
    task: "digits",
    backend: backend.name,
    threads: backend.threads,
    testAccuracy,
    steps: stepsDone,
    seconds,
    status,
  };
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else {
    const reached =
      testAccuracy === null ? "no epoch was completed" : `test accuracy ${(testAccuracy * 100).toFixed(2)} %`;
    process.stdout.write(
      `\n${status === "stopped" ? "stopped: " : ""}${reached} after ${String(stepsDone)} steps in ${seconds.toFixed(1)} s\n`,
    );
  }
  return status === "finished" ? 0 : status === "stopped" ? 130 : 1;
}

function chosenBackend(): Backend {
  if (options.backend === "js") return jsBackend();
  if (options.backend === "js-interpreter") return jsBackend({ mode: "interpret" });
  return options.threads === undefined ? defaultBackend() : wasmBackend({ threads: options.threads });
}

/** Shows events to people. */
function display(epochs: number): (event: TrainEvent) => void {
  let bar: ProgressBar | null = null;
  return (event) => {
    if (event.event === "started") {
      process.stdout.write(modelSummary(event));
      bar = new ProgressBar(process.stderr, event.batchesPerEpoch * epochs);
    } else if (event.event === "stepCompleted") bar?.show(event);
    else if (event.event === "epochCompleted") {
      bar?.clear();
      process.stdout.write(epochLine(event, epochs));
    } else if (event.event === "failed") process.stderr.write(`\n${event.error.code}: ${event.error.message}\n`);
  };
}

process.exitCode = await main();
