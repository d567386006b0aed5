/** Events of no training, and a control that remembers what it was asked for. */
import type { HostTensor } from "@rensa/core";
import { from, lastValueFrom, toArray, type MonoTypeOperatorFunction, type OperatorFunction } from "rxjs";
import type {
  EpochCompletedEvent,
  GradientHealthEvent,
  GradientNorm,
  StartedEvent,
  StepEvent,
  TrainEvent,
} from "../src/train/event.ts";
import { withControl, type TrainingControl } from "../src/train/control.ts";
import type { Kept, TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";

type Place = Partial<Pick<TrainEvent, "epoch" | "step" | "time">>;

const base = { runId: "run-0", time: 1_700_000_000_000, epoch: 1, step: 1 };

export const started = (change: Partial<StartedEvent> = {}): StartedEvent => ({
  ...base,
  type: "started",
  epoch: 0,
  step: 0,
  parameters: [
    { name: "dense_1.weights", shape: [2, 3], dtype: "f32", count: 6, isTrained: true },
    { name: "dense_1.bias", shape: [3], dtype: "f32", count: 3, isTrained: true },
  ],
  epochs: 3,
  batchesPerEpoch: 4,
  backend: "js",
  threads: 1,
  compileMilliseconds: 250,
  isResumed: false,
  ...change,
});

export const step = (change: Partial<StepEvent> = {}): StepEvent => ({
  ...base,
  type: "step",
  loss: 0.5,
  metrics: { accuracy: 0.75 },
  learningRate: 0.1,
  examples: 32,
  ...change,
});

export const epochCompleted = (change: Partial<EpochCompletedEvent> = {}): EpochCompletedEvent => ({
  ...base,
  type: "epochCompleted",
  loss: 0.5,
  metrics: { accuracy: 0.75 },
  tables: {},
  validation: { loss: 0.6, metrics: { accuracy: 0.7 } },
  seconds: 1.25,
  ...change,
});

export const ended = (change: Place = {}): TrainEvent => ({
  ...base,
  type: "completed",
  epoch: 3,
  step: 12,
  seconds: 3.5,
  ...change,
});

/** Gradients of layers of `count` weights each, whose elements have these root mean squares. */
export function gradientHealth(
  at: number,
  rootMeanSquares: readonly number[],
  { count = 100, parameters = 1 }: { count?: number; parameters?: number } = {},
): GradientHealthEvent {
  const gradients = rootMeanSquares.map((value, layer): GradientNorm => ({
    name: `dense_${String(layer + 1)}.weights`,
    count,
    norm: value * Math.sqrt(count),
    parameterNorm: parameters * Math.sqrt(count),
  }));
  return { ...base, type: "gradientHealth", step: at, gradients };
}

/** What `operator` makes of events that have this control. */
export function through<R>(
  operator: OperatorFunction<TrainEvent, R> | MonoTypeOperatorFunction<TrainEvent>,
  events: readonly TrainEvent[],
  control: TrainingControl | null = null,
): Promise<(R | TrainEvent)[]> {
  const given = control === null ? events : events.map((event) => withControl({ ...event }, control));
  return lastValueFrom(
    from(given)
      .pipe(operator as OperatorFunction<TrainEvent, R>)
      .pipe(toArray()),
  );
}

/** A control that does nothing but remember. */
export class FakeControl implements TrainingControl {
  readonly calls: string[] = [];
  readonly hyperparameters: Record<string, number>;
  readonly keptByName = new Map<string, Kept>();
  /** Who watches gradients now. */
  readonly watching: number[] = [];

  constructor(hyperparameters: Record<string, number> = { learningRate: 0.1 }) {
    this.hyperparameters = hyperparameters;
  }

  pause(): void {
    this.calls.push("pause");
  }

  resume(): void {
    this.calls.push("resume");
  }

  stop(reason?: string): void {
    this.calls.push(`stop: ${String(reason)}`);
  }

  readHyperparameters(): Promise<Readonly<Record<string, number>>> {
    return Promise.resolve({ ...this.hyperparameters });
  }

  setHyperparameter(name: string, value: number): Promise<void> {
    this.calls.push(`set ${name}`);
    this.hyperparameters[name] = value;
    return Promise.resolve();
  }

  readParameters(): Promise<ReadonlyMap<string, HostTensor>> {
    return Promise.resolve(new Map());
  }

  writeParameters(): Promise<void> {
    this.calls.push("write");
    return Promise.resolve();
  }

  snapshot(): Promise<TrainingSnapshot> {
    return Promise.reject(new Error("There is no training."));
  }

  keep(name: string, kept: Kept): void {
    this.keptByName.set(name, kept);
  }

  kept(name: string): Promise<Kept | null> {
    return Promise.resolve(this.keptByName.get(name) ?? null);
  }

  hold(): () => void {
    return () => undefined;
  }

  emit(): void {
    this.calls.push("emit");
  }

  watchGradients(every: number): () => void {
    this.watching.push(every);
    return () => {
      this.watching.splice(this.watching.indexOf(every), 1);
    };
  }
}
