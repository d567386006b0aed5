/** Trainings in worker threads of Node, and the same in this one. */
import type { Worker } from "node:worker_threads";
import type { HostTensor } from "@rensa/core";
import { type TrainEvent, type Trainer } from "../src/index.ts";
import { connectTrainer, type ConnectOptions } from "../src/worker/connect-trainer.ts";
import { afterAll, beforeAll } from "vitest";
import { lineTrainer, type LineOptions } from "./worker-line.ts";
import { startWorker } from "./worker-start.ts";

/** The worker of the test file that is running. */
export let worker: Worker;

/** Gives a file of tests a worker of its own. */
export function useWorker(): void {
  beforeAll(() => {
    worker = startWorker("./worker-line.worker.ts");
  });
  afterAll(() => worker.terminate());
}

export const connect = (options: LineOptions, more: ConnectOptions = {}) =>
  connectTrainer(worker, { options: { ...options }, ...more });

/** Runs a trainer, and calls what is given for every event. */
export async function run(
  trainer: Trainer,
  onEvent: (event: TrainEvent) => void = () => undefined,
): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  trainer.events$.subscribe((event) => {
    events.push(event);
    onEvent(event);
  });
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return events;
}

/** What events say, but for times, and stacks, which are written otherwise in another thread. */
export const told = (events: readonly TrainEvent[]) =>
  events.map((event) => ({
    ...event,
    time: 0,
    ...("seconds" in event ? { seconds: 0 } : {}),
    ...("compileMilliseconds" in event ? { compileMilliseconds: 0 } : {}),
    ...("error" in event ? { error: { ...event.error, stack: "" } } : {}),
  }));

/** The same where a run waited at the end of an epoch: whether the next one has begun by then says nothing. */
export const toldByStep = (events: readonly TrainEvent[]) =>
  told(events)
    .filter(({ type }) => type !== "epochStarted")
    .map((event) => ({ ...event, epoch: 0 }));

export const bytes = (tensors: ReadonlyMap<string, HostTensor>) =>
  [...tensors].map(([path, { shape, dtype, data }]) => [
    path,
    shape,
    dtype,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

export const only = <Name extends TrainEvent["type"]>(events: readonly TrainEvent[], name: Name) =>
  events.filter((event): event is Extract<TrainEvent, { type: Name }> => event.type === name);

/** The same done with a trainer in the worker and one here; both results. */
export async function both<R>(
  options: LineOptions,
  use: (trainer: Trainer) => Promise<R>,
  more: ConnectOptions = {},
): Promise<readonly [R, R]> {
  const remote = connect(options, more);
  const there = await use(remote);
  remote.disconnect();
  return [there, await use(lineTrainer(options, more))];
}
