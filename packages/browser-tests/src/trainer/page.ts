/** A page that trains in a worker and stays free: pause, resume, another rate, early stopping, abort, a lost worker. */
import {
  browserStore,
  checkpointTo,
  controlOf,
  earlyStopping,
  ofType,
  resumeFrom,
  type BrowserPlace,
  type Trainer,
  type TrainEvent,
  type TrainingSnapshot,
} from "@rensa/optim";
import { connectTrainer, type ConnectOptions, type RemoteTrainer } from "@rensa/optim/connect";
import { resultsDifference } from "@rensa/core/compiler";
import type { HostTensor, RensaError } from "rensa";
import { firstValueFrom } from "rxjs";
import type { EndReport, ResumeReport, ScheduleReport, SteeringReport, TrainerPage } from "./report.ts";
import { makeTrainer, type TrainingOptions } from "./training.ts";

type Parameters = ReadonlyMap<string, HostTensor>;

const startWorker = (): Worker => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function connect(worker: Worker, options: TrainingOptions, more: ConnectOptions = {}): RemoteTrainer {
  return connectTrainer(worker, { options: { ...options }, seed: 5, ...more });
}

async function steer(): Promise<SteeringReport> {
  const trainer = connect(startWorker(), { epochs: 60, rate: 0.01, falls: false });
  const events: TrainEvent[] = [];
  const parameters = new Map<number, Promise<Parameters>>();
  let turns = 0;
  const stopCounting = countTurns(() => turns++);
  trainer.events$.pipe(earlyStopping({ patience: 3 })).subscribe((event) => {
    events.push(event);
    if (event.type !== "epochCompleted") return;
    parameters.set(event.epoch, controlOf(event)?.readParameters() ?? Promise.resolve(new Map()));
    if (event.epoch === 1) trainer.pause();
  });
  const paused = firstValueFrom(trainer.events$.pipe(ofType("paused")));
  const running = trainer.start();
  const { step: pausedAt } = await paused;
  const before = await trainer.snapshot();
  for (let frame = 0; frame < 3; frame++) await nextFrame();
  const isStill = sameTensors(before.state, (await trainer.snapshot()).state);
  await trainer.setHyperparameter("learningRate", 1 / 64);
  turns = 0;
  trainer.resume();
  await running;
  stopCounting();
  const end = await trainer.readParameters();
  const restored: number[] = [];
  for (const [epoch, read] of parameters) if (sameTensors(await read, end)) restored.push(epoch);
  await trainer.close();
  const last = events.at(-1);
  return {
    events: events.map(({ type }) => type).filter((name) => name !== "step"),
    status: trainer.state.status,
    reason: last?.type === "stopped" ? last.reason : JSON.stringify(last),
    pausedAt,
    isStill,
    rates: ratesOf(events),
    losses: events.flatMap((event) => (event.type === "validated" ? [event.loss] : [])),
    restored,
    turns,
  };
}

async function schedule(): Promise<ScheduleReport> {
  const options = { epochs: 3, rate: 0.01, falls: true };
  const remote = connect(startWorker(), options);
  const [there, theirs] = await run(remote);
  await remote.close();
  const [here, ours] = await run(makeTrainer(options, { seed: 5 }));
  const losses = (events: readonly TrainEvent[]): string =>
    JSON.stringify(events.map((event) => ("loss" in event ? event.loss : null)));
  return {
    rates: ratesOf(there),
    sameLosses: losses(there) === losses(here),
    sameParameters: sameTensors(theirs.state, ours.state),
    ending: here.at(-1)?.type ?? "nothing",
  };
}

async function run(trainer: Trainer): Promise<readonly [TrainEvent[], TrainingSnapshot]> {
  const events: TrainEvent[] = [];
  trainer.events$.subscribe((event) => events.push(event));
  await trainer.start();
  return [events, await trainer.snapshot()];
}

async function abort(): Promise<EndReport> {
  const controller = new AbortController();
  const trainer = connect(startWorker(), { epochs: 1000, rate: 0.01, falls: false }, { signal: controller.signal });
  const report = await endOf(trainer, (event) => {
    if (event.type === "epochCompleted" && event.epoch === 2) controller.abort(new Error("the tab was left"));
  });
  await trainer.close();
  return report;
}

/** Ends the worker as the browser does where it needs the room. */
function lose(): Promise<EndReport> {
  const worker = startWorker();
  return endOf(connect(worker, { epochs: 1000, rate: 0.01, falls: false }), (event) => {
    if (event.type === "epochCompleted" && event.epoch === 2) worker.terminate();
  });
}

/** Stops a run after step 14, and goes on from its newest checkpoint in the browser. */
async function resumeIn(place: BrowserPlace): Promise<ResumeReport> {
  const options = { epochs: 3, rate: 0.01, falls: true };
  const store = browserStore("resumed", { place });
  const first = makeTrainer(options, { seed: 5 });
  const saved: number[] = [];
  first.events$.pipe(checkpointTo(store, { everySteps: 5 })).subscribe((event) => {
    if (event.type === "step" && event.step === 14) first.stop("the tab was closed");
  });
  first.events$.pipe(ofType("checkpointSaved")).subscribe(({ savedStep }) => saved.push(savedStep));
  await first.start();
  const resume = await resumeFrom(browserStore("resumed", { place }));
  const [, theirs] = await run(makeTrainer(options, { seed: 5, resume }));
  const [, ours] = await run(makeTrainer(options, { seed: 5 }));
  return { saved, resumedAt: resume?.progress.step ?? -1, sameState: sameTensors(theirs.state, ours.state) };
}

async function endOf(trainer: Trainer, onEvent: (event: TrainEvent) => void): Promise<EndReport> {
  let last: TrainEvent | null = null;
  trainer.events$.subscribe((event) => {
    last = event;
    onEvent(event);
  });
  // A run that fails has told so.
  await trainer.start().catch(() => undefined);
  const code = await trainer.readParameters().then(
    () => "none",
    (error: unknown) => (error as RensaError).code,
  );
  return { last, epoch: trainer.state.epoch, code };
}

function ratesOf(events: readonly TrainEvent[]): (number | null)[] {
  return events.flatMap((event) => (event.type === "step" ? [event.learningRate] : []));
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Counts the turns of the page's event loop, which asks itself for the next one each time. */
function countTurns(onTurn: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    onTurn();
    port2.postMessage(null);
  };
  port2.postMessage(null);
  return () => {
    port1.close();
  };
}

function sameTensors(found: Parameters, wanted: Parameters): boolean {
  return resultsDifference(found, wanted, "bits") === null;
}

const offered: TrainerPage = {
  steer,
  schedule,
  abort,
  lose,
  resumeFromOpfs: () => resumeIn("opfs"),
  resumeFromIndexedDB: () => resumeIn("indexedDB"),
};
Object.assign(globalThis, { rensaTrainer: offered });
