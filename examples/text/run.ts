/** A run: a model, its training, and what it prints. */
import { i32, type Engine } from "@rensa/core";
import { formatSummary, summary } from "@rensa/nn";
import { checkpointTo, ofType, resumeFrom, type Trainer } from "@rensa/optim";
import { directoryStore, progressBar } from "@rensa/optim/node";
import { createEngine, jsBackend, wasmBackend } from "rensa";
import { filter } from "rxjs";
import { gruNetwork, transformer } from "./models.ts";
import type { Options } from "./options.ts";
import { writerOf, type Writer } from "./sample.ts";
import { Stopwatch } from "./stopwatch.ts";
import { sonnets } from "./text.ts";
import { trainerOf } from "./training.ts";

/** Characters in a window. */
const context = 64;

/** Trains, and gives the exit code. */
export async function run(options: Options): Promise<number> {
  const { json, checkpoints } = options;
  const start = performance.now();
  const engine = chosenEngine(options);
  const text = sonnets(context);
  const make = options.model === "gru" ? gruNetwork : transformer;
  const model = make({ characters: text.vocabulary.size, context, dropout: options.dropout });
  const store = checkpoints === undefined ? null : directoryStore(checkpoints);
  const resume = store === null ? null : await resumeFrom(store);
  const trainer = trainerOf({ model, text, engine, resume }, options);
  const stopwatch = new Stopwatch();
  if (!json) print(`${formatSummary(await summary(model.network, i32(options.batch, context)))}\n`);

  let perplexity = resume?.progress.validation?.metrics["perplexity"] ?? null;
  trainer.events$.subscribe((event) => {
    stopwatch.see(event);
    if (event.type === "validated") perplexity = event.metrics["perplexity"] ?? null;
    if (json) print(JSON.stringify(event));
  });
  if (!json) trainer.events$.pipe(progressBar({ stream: process.stdout, summary: false })).subscribe();
  const write = await writerOf(model, text.vocabulary, engine);
  const sample = () => printSample(trainer, write, options);
  sampleBetweenSteps(trainer, sample, stopwatch, options);
  if (store !== null) {
    const best = { monitor: "validation.perplexity", mode: "min" } as const;
    trainer.events$.pipe(checkpointTo(store, { everySteps: options.steps, ...best })).subscribe();
  }

  await runToEnd(trainer);
  const { status, step } = trainer.state;
  if (status === "finished") await sample();
  const { rate } = stopwatch;
  const outcome: Outcome = {
    task: "text",
    model: options.model,
    backend: engine.backend.name,
    threads: engine.backend.threads,
    validationPerplexity: perplexity,
    tokensPerSecond: rate === null ? null : rate * options.batch * context,
    steps: step,
    seconds: (performance.now() - start) / 1000,
    status,
  };
  print(json ? JSON.stringify({ type: "summary", ...outcome }) : formatOutcome(outcome));
  return status === "finished" ? 0 : status === "stopped" ? 130 : 1;
}

/** Ctrl-C ends the run after the step that is under way; a second one ends the process. */
async function runToEnd(trainer: Trainer): Promise<void> {
  const interrupt = (): void => {
    if (trainer.state.status === "running") trainer.stop("it was interrupted");
  };
  process.once("SIGINT", interrupt);
  await trainer.start();
  process.off("SIGINT", interrupt);
}

/** Samples now and then. The run waits while one is written, so that the parameters are those of the step. */
function sampleBetweenSteps(
  trainer: Trainer,
  sample: () => Promise<void>,
  stopwatch: Stopwatch,
  options: Options,
): void {
  const steps$ = trainer.events$.pipe(ofType("step"));
  steps$.pipe(filter(({ step }) => isSampled(step, options))).subscribe(() => {
    const goOn = trainer.hold();
    void sample().finally(() => {
      stopwatch.goOn();
      goOn();
    });
  });
}

/** What the model of now writes. */
async function printSample(trainer: Trainer, write: Writer, options: Options): Promise<void> {
  const { sampleLength: length, temperature, seed, json } = options;
  const { step } = trainer.state;
  const text = write(await trainer.readParameters(), { length, temperature, seed: [seed, step] });
  print(json ? JSON.stringify({ type: "sample", step, text }) : `\n${text.trim().replaceAll(/^/gm, "  | ")}\n`);
}

/** Whether a sample follows a step; after the last one it is printed in any case. */
function isSampled(step: number, { sampleEvery, epochs, steps }: Options): boolean {
  return sampleEvery > 0 && step % sampleEvery === 0 && step < epochs * steps;
}

function chosenEngine({ backend, threads }: Options): Engine {
  if (backend === "js") return createEngine({ backend: jsBackend() });
  if (backend === "js-interpreter") return createEngine({ backend: jsBackend({ mode: "interpret" }) });
  return createEngine(threads === undefined ? {} : { backend: wasmBackend({ threads }) });
}

interface Outcome {
  readonly task: string;
  readonly model: string;
  readonly backend: string;
  readonly threads: number;
  /** After the last epoch that was completed. */
  readonly validationPerplexity: number | null;
  /** Characters that were trained on, per second of steps. */
  readonly tokensPerSecond: number | null;
  readonly steps: number;
  readonly seconds: number;
  readonly status: string;
}

function formatOutcome({ validationPerplexity, tokensPerSecond, steps, seconds, status }: Outcome): string {
  const reached =
    validationPerplexity === null
      ? "no epoch was completed"
      : `validation perplexity ${validationPerplexity.toFixed(3)}`;
  const speed = tokensPerSecond === null ? "" : `, ${Math.round(tokensPerSecond).toLocaleString("en")} characters/s`;
  const prefix = status === "stopped" ? "stopped: " : "";
  return `${prefix}${reached} after ${String(steps)} steps in ${seconds.toFixed(1)} s${speed}`;
}

/** A line; a progress bar that is drawn gives way to it. */
function print(line: string): void {
  process.stdout.write(`${process.stdout.isTTY ? "\r\u001b[K" : ""}${line}\n`);
}
