/** createTrainer: the handle on a training that an app holds. */
import { RensaError, type HostTensor, type TensorTree } from "@rensa/core";
import { Subject, type Observable } from "rxjs";
import type { TrainConfig } from "./config.ts";
import type { Metrics, TrainEvent } from "./event.ts";
import { EventStream } from "./event-stream.ts";
import type { TrainingPrograms } from "./programs.ts";
import { runTraining } from "./run-training.ts";

/** Where a training stands. */
export type TrainerStatus = "idle" | "running" | "paused" | "stopped" | "finished" | "failed";

/** A frozen snapshot of a training. */
export interface TrainerState {
  readonly status: TrainerStatus;
  readonly epoch: number;
  readonly step: number;
  /** Of the last step. */
  readonly loss: number | null;
  /** Of the last step. */
  readonly metrics: Metrics;
}

/** A training that can be started, paused, resumed and stopped. */
export interface Trainer {
  /** What happens, shared by all subscribers from the moment they subscribe. */
  readonly events$: Observable<TrainEvent>;
  /** A frozen snapshot. */
  readonly state: TrainerState;
  /** Starts the run and resolves when it is over. */
  start(): Promise<void>;
  /** Waits before the next step. */
  pause(): void;
  resume(): void;
  /** Ends the run within one step. The parameters stay readable. */
  stop(): void;
  /** A copy of the parameters of now, by path. */
  readParameters(): ReadonlyMap<string, HostTensor>;
}

/**
 * Makes a trainer. Nothing runs before `start`.
 *
 * @throws RensaError `TRAINER_STATE` from its methods where they do not suit its status.
 *
 * @example
 * ```ts
 * import { createTrainer, type TrainConfig } from "@rensa/optim";
 *
 * async function run(config: TrainConfig) {
 *   const trainer = createTrainer(config);
 *   trainer.events$.subscribe((event) => console.log(event.event));
 *   await trainer.start();
 *   console.log(trainer.state.status); // "finished"
 * }
 * ```
 */
export function createTrainer<P extends TensorTree>(config: TrainConfig<P>): Trainer {
  const events = new Subject<TrainEvent>();
  const report = config.onSubscriberError ?? console.error;
  let state: TrainerState = Object.freeze({ status: "idle", epoch: 0, step: 0, loss: null, metrics: {} });
  let programs: TrainingPrograms | null = null;
  let stopped = false;
  let resume: (() => void) | null = null;
  let running = Promise.resolve();
  const update = (change: Partial<TrainerState>): void => {
    state = Object.freeze({ ...state, ...change });
  };
  const note = (event: "paused" | "resumed"): void => {
    const { epoch, step } = state;
    events.next(
      Object.freeze({ event, runId: config.runId ?? `run-${String(config.seed ?? 0)}`, time: Date.now(), epoch, step }),
    );
  };
  const release = (): void => {
    resume?.();
    resume = null;
  };
  const refuse = (what: string): RensaError =>
    new RensaError("TRAINER_STATE", `${what}: the trainer is ${state.status}.`);
  return {
    events$: new EventStream<TrainEvent>(report, (subscriber) => events.subscribe(subscriber)),
    get state() {
      return state;
    },
    async start() {
      if (state.status !== "idle") throw refuse("start");
      update({ status: "running" });
      const control = {
        stopped: () => stopped,
        whenRunning: () => running,
        onPrograms: (made: TrainingPrograms) => void (programs = made),
      };
      await runTraining(config, control, (event) => {
        update(changeOf(event));
        events.next(event);
      });
      events.complete();
    },
    pause() {
      if (state.status !== "running") throw refuse("pause");
      running = new Promise((resolve) => (resume = resolve));
      update({ status: "paused" });
      note("paused");
    },
    resume() {
      if (state.status !== "paused") throw refuse("resume");
      update({ status: "running" });
      note("resumed");
      release();
    },
    stop() {
      if (state.status !== "running" && state.status !== "paused") throw refuse("stop");
      stopped = true;
      update({ status: "stopped" });
      release();
    },
    readParameters() {
      if (programs === null) throw refuse("readParameters");
      return programs.readParameters();
    },
  };
}

function changeOf(event: TrainEvent): Partial<TrainerState> {
  const place = { epoch: event.epoch, step: event.step };
  switch (event.event) {
    case "stepCompleted":
      return { ...place, loss: event.loss, metrics: event.metrics };
    case "completed":
      return { ...place, status: event.reason };
    case "failed":
      return { ...place, status: "failed" };
    case "started":
    case "epochStarted":
    case "epochCompleted":
    case "paused":
    case "resumed":
      return place;
  }
}
