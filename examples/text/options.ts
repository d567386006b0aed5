/** What a run can be told on the command line. */
import { Command, InvalidArgumentError, Option } from "commander";

/** How the text is trained. */
export interface Options {
  readonly model: "transformer" | "gru";
  readonly epochs: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly dropout: number;
  readonly seed: number;
  readonly sampleEvery: number;
  readonly sampleLength: number;
  readonly temperature: number;
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
const positive = number((value) => value > 0 && Number.isFinite(value), "a positive number");
const share = number((value) => value >= 0 && value < 1, "a number from 0 to below 1");

/** The options of the command line; ends the process where they make no sense. */
export function readOptions(): Options {
  return new Command("text")
    .description("Train a network to write like Shakespeare's sonnets, character by character, with Rensa.")
    .showHelpAfterError()
    .addOption(
      new Option("--model <name>", "a transformer (2 blocks of width 96), or a GRU (128 units)")
        .choices(["transformer", "gru"])
        .default("transformer"),
    )
    .option("--epochs <count>", "rounds of steps, each with a validation at its end", atLeast(1), 8)
    .option("--steps <count>", "steps in each epoch", atLeast(1), 150)
    .option("--batch <size>", "windows of 64 characters per step", atLeast(1), 16)
    .option("--rate <number>", "highest learning rate of AdamW", positive, 4e-3)
    .option("--dropout <share>", "of the elements that are dropped while training", share, 0.1)
    .option(
      "--seed <number>",
      "decides the weights, the order of the data, and the samples",
      number(Number.isInteger, "an integer"),
      0,
    )
    .option("--sample-every <steps>", "print a sample after so many steps; 0: at the end alone", atLeast(0), 300)
    .option("--sample-length <count>", "characters of a sample", atLeast(1), 240)
    .option("--temperature <number>", "of the samples: the lower, the likelier their characters", positive, 0.6)
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
}
