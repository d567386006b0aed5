/** A training that does nothing but tell of itself: events with a control, and what was asked of it. */
import { Subject } from "rxjs";
import { withControl, type AddedEvent, type TrainingControl } from "../src/train/control.ts";
import type { EpochCompletedEvent, TrainEvent } from "../src/train/event.ts";
import type { Kept } from "../src/train/snapshot/snapshot.ts";
import { sampleSnapshot } from "./checkpoint-samples.ts";

/** What an epoch ended with. */
export type EpochResult = Pick<EpochCompletedEvent, "loss"> &
  Partial<Pick<EpochCompletedEvent, "metrics" | "validation">>;

/** A run whose events a test sends. */
export class FakeRun {
  readonly events$ = new Subject<TrainEvent>();
  readonly kept = new Map<string, Kept>();
  readonly emitted: AddedEvent[] = [];
  readonly stops: (string | undefined)[] = [];
  /** The steps of which snapshots were taken, in order. */
  readonly snapshots: number[] = [];
  time = 0;
  epochNumber = 1;
  stepNumber = 0;
  isOver = false;
  isResumed = false;

  readonly #control: TrainingControl = {
    pause: () => undefined,
    resume: () => undefined,
    stop: (reason) => void this.stops.push(reason),
    readHyperparameters: () => Promise.resolve({}),
    setHyperparameter: () => Promise.resolve(),
    readParameters: () => Promise.resolve(new Map()),
    writeParameters: () => Promise.resolve(),
    snapshot: () => {
      this.snapshots.push(this.stepNumber);
      const snapshot = sampleSnapshot(this.stepNumber);
      return Promise.resolve({ ...snapshot, kept: new Map(this.kept) });
    },
    keep: (name, kept) => void this.kept.set(name, kept),
    kept: (name) => Promise.resolve(this.kept.get(name) ?? null),
    hold: () => () => undefined,
    emit: (event) => {
      this.emitted.push(event);
      this.#send(event);
    },
    watchGradients: () => () => undefined,
  };

  /** @param changes - What this run's control does otherwise. */
  constructor(changes: Partial<TrainingControl> = {}) {
    Object.assign(this.#control, changes);
  }

  started(): void {
    this.#send({
      type: "started",
      parameters: [],
      epochs: 9,
      batchesPerEpoch: 10,
      backend: "fake",
      threads: 1,
      compileMilliseconds: 0,
      isResumed: this.isResumed,
    });
  }

  /** Takes steps; each takes a second. */
  steps(count = 1): void {
    for (let done = 0; done < count; done++) {
      this.stepNumber++;
      this.time += 1000;
      this.#send({ type: "step", loss: 1, metrics: {}, learningRate: null, examples: 1 });
    }
  }

  epochCompleted(result: EpochResult): void {
    this.#send({ type: "epochCompleted", metrics: {}, tables: {}, validation: null, seconds: 1, ...result });
    this.epochNumber++;
  }

  end(type: "completed" | "stopped"): void {
    this.#send(type === "completed" ? { type, seconds: 1 } : { type, seconds: 1, reason: "told to" });
    this.isOver = true;
    this.events$.complete();
  }

  #send(event: object): void {
    const base = { runId: "run-7", time: this.time, epoch: this.epochNumber, step: this.stepNumber };
    this.events$.next(withControl({ ...base, ...event } as TrainEvent, this.#control));
  }
}
