/** Predicts the price of a diamond by its measures and grades: a network, and the linear model that it has to beat. */
import { progressBar } from "@rensa/optim/node";
import { Command, InvalidArgumentError, Option } from "commander";
import { createEngine, jsBackend } from "rensa";
import { fitBaseline } from "./baseline.ts";
import { readDiamonds } from "./diamonds.ts";
import { evaluate, predictionsOf, type Evaluation } from "./evaluate.ts";
import { trainerOf } from "./train.ts";

interface Options {
  readonly epochs: number;
  readonly seed: number;
  readonly backend: "wasm" | "js";
  readonly json: boolean;
}

const integerFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`Give an integer from ${String(least)}.`);
  return value;
};

const options = new Command("diamonds")
  .description("Predict the prices of 53,940 real diamonds with Rensa: a network against a linear model.")
  .option("--epochs <count>", "passes over the training data, unless it gets no better", integerFrom(1), 30)
  .option("--seed <number>", "decides the weights and the order of the data", integerFrom(0), 0)
  .addOption(
    new Option("--backend <name>", "what computes; WebAssembly where the engine has it")
      .choices(["wasm", "js"])
      .default("wasm"),
  )
  .option("--json", "print one event per line, and a summary line with all predictions at the end", false)
  .parse()
  .opts<Options>();

const { stdout } = process;

async function main(): Promise<number> {
  const start = performance.now();
  const { epochs, seed, json } = options;
  const engine = createEngine(options.backend === "js" ? { backend: jsBackend() } : {});
  const { backend } = engine;
  const parts = await readDiamonds();
  const sizes = { train: parts.train.size, validation: parts.validation.size, test: parts.test.size };
  const { network, trainer } = trainerOf(parts, { epochs, seed, engine });
  const { events$ } = trainer;
  if (json) {
    events$.subscribe(print);
  } else {
    stdout.write(
      `${count(sizes.train)} diamonds to train on, ${count(sizes.validation)} to stop by, ${count(sizes.test)} to test on; ` +
        `${count(parts.leftOut)} with impossible measures are left out.\n\n`,
    );
    events$.pipe(progressBar({ stream: stdout })).subscribe();
  }
  const interruption = { isRequested: false };
  const interrupt = (): void => {
    interruption.isRequested = true;
    if (trainer.state.status === "running") trainer.stop("it was interrupted");
  };
  process.once("SIGINT", interrupt);
  try {
    await trainer.start();
  } catch {
    // The run has told why; there is nothing to compare.
    return 1;
  } finally {
    process.off("SIGINT", interrupt);
  }
  const { step: steps } = trainer.state;
  if (interruption.isRequested) return 130;
  const baseline = await evaluate(await fitBaseline(parts.train, engine), parts.test, engine);
  const trained = predictionsOf(network, await trainer.readParameters());
  const ofNetwork = await evaluate(trained, parts.test, engine);
  const seconds = (performance.now() - start) / 1000;
  if (json) {
    const { predictions, prices, ...scores } = ofNetwork;
    const { r2, rootMeanSquaredError } = baseline;
    const results = { baseline: { r2, rootMeanSquaredError }, network: scores };
    print({ type: "summary", seed, backend: backend.name, sizes, ...results, steps, seconds, predictions, prices });
  } else {
    stdout.write(`\n${table({ linear: baseline, network: ofNetwork })}\n\n`);
    stdout.write(`${count(steps)} steps in ${seconds.toFixed(1)} s, on ${backend.name}\n`);
  }
  return 0;
}

/** The scores on the test part, a model per line. */
function table(models: Readonly<Record<string, Evaluation>>): string {
  const line = (name: string, r2: string, error: string): string =>
    `  ${name.padEnd(8)} ${r2.padStart(8)} ${error.padStart(12)}`;
  const rows = Object.entries(models).map(([name, { r2, rootMeanSquaredError }]) =>
    line(name, r2.toFixed(4), `${rootMeanSquaredError.toFixed(0)} dollars`),
  );
  return [line("test", "R2", "RMSE"), ...rows].join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function print(line: object): void {
  stdout.write(`${JSON.stringify(line)}\n`);
}

process.exitCode = await main();
