/** Runs of a training in which somebody acts at events, to be compared. */
import { hostTensor, RensaError, type HostTensor } from "@rensa/core";
import {
  controlOf,
  createTrainer,
  type TrainConfig,
  type TrainEvent,
  type TrainingControl,
  type TrainingSnapshot,
} from "../src/index.ts";
import type { LineParameters } from "./line.ts";

export type Config = TrainConfig<LineParameters>;

/** What an event says, without clocks. */
export function told(event: TrainEvent): unknown {
  const clocks = ["time", "seconds", "compileMilliseconds", "milliseconds"];
  return Object.fromEntries(Object.entries(event).filter(([name]) => !clocks.includes(name)));
}

const bytes = (values: ReadonlyMap<string, HostTensor>) =>
  [...values].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

/** The bits of a snapshot. */
export const bitsOf = ({ state, progress, kept }: TrainingSnapshot) => [bytes(state), progress, [...kept]];

/** What somebody does because of an event. What it finds is compared too. */
type Act = (control: TrainingControl) => Promise<unknown> | undefined;

/** All acts by name. */
export const acts: Readonly<Record<string, Act>> = {
  snapshot: async (control) => bitsOf(await control.snapshot()),
  readParameters: async (control) => bytes(await control.readParameters()),
  setHyperparameter: (control) => control.setHyperparameter("learningRate", 0.03),
  writeParameters: (control) => control.writeParameters(new Map([["bias", hostTensor([2])]])),
  "read, then write": async (control) => {
    const release = control.hold();
    const { learningRate = 0 } = await control.readHyperparameters();
    await control.setHyperparameter("learningRate", learningRate / 2);
    release();
  },
  "hold, then snapshot": async (control) => {
    const release = control.hold();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const found = bitsOf(await control.snapshot());
    release();
    return found;
  },
  "pause, then snapshot, then resume": async (control) => {
    control.pause();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const found = bitsOf(await control.snapshot());
    control.resume();
    return found;
  },
  watchGradients: (control) => {
    control.watchGradients(2);
    return undefined;
  },
  "watch gradients once": (control) => {
    const end = control.watchGradients(1);
    queueMicrotask(end);
    return undefined;
  },
  keep: (control) => {
    control.keep("mine", { values: "later" });
    return undefined;
  },
  stop: (control) => {
    control.stop("an act");
    return undefined;
  },
};

/** Runs a training, and acts at the given events. What was told, found, and came of it. */
export async function runWith(config: Config, plan: ReadonlyMap<number, readonly string[]>): Promise<unknown> {
  const trainer = createTrainer(config);
  const events: unknown[] = [];
  const found: Promise<unknown>[] = [];
  trainer.events$.subscribe((event) => {
    const control = controlOf(event);
    // What is told because of an act may come at any time, so acts belong to what the run itself tells.
    const at = events.filter((each) => !isOfAnAct(each)).length;
    events.push(told(event));
    if (control === null || isOfAnAct(event)) return;
    for (const name of plan.get(at) ?? []) {
      const { status } = trainer.state;
      if (status !== "running" && name !== "snapshot") continue;
      found.push(Promise.resolve(acts[name]?.(control)).catch((error: unknown) => String(error)));
    }
  });
  const end = await trainer.start().then(
    () => "resolved",
    (error: unknown) => (error instanceof RensaError ? [error.code, error.sentence] : String(error)),
  );
  return {
    events,
    found: await Promise.all(found),
    end,
    state: bitsOf(await trainer.snapshot()),
    shown: trainer.state,
  };
}

function isOfAnAct(event: unknown): boolean {
  const { type } = event as TrainEvent;
  return type === "paused" || type === "resumed" || type === "learningRateChanged";
}
