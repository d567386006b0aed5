/** What it costs to train through a trainer, and to watch it: the same steps alone, trained, and watched, in turn. */
import { full, type Backend, type Tensor, type TensorTree, type TensorType } from "@rensa/core";
import { firstDifference } from "@rensa/core/compiler";
import { adam, createTrainer, type Trainer, type TrainingBatch } from "@rensa/optim";
import { createEngine } from "rensa";
import { measureInTurn, warmUp, type Settings, type Times } from "../measure/rounds.ts";
import { median, spread } from "../measure/statistics.ts";
import { buildOurs, modelOf, type OwnWorkload } from "../ours/engine.ts";
import { cycle, type BuiltWorkload, type Burst } from "../peers/engine.ts";
import { isTraining, type TrainingDescription } from "../workloads/description.ts";
import { workload } from "../workloads/list.ts";

/** A way to run the steps, beside another. */
export interface EventCost {
  /** What is compared with what. */
  readonly what: string;
  readonly beforeMs: number;
  readonly afterMs: number;
  /** The second over the first. */
  readonly ratio: number;
  readonly beforeSpread: number;
  readonly afterSpread: number;
  readonly rounds: number;
  /** Events that the dashboard got in a second. */
  readonly eventsPerSecond: number;
}

/** What the dashboard is promised to get in a second at least, in all its parts. */
const wantedEventsPerSecond = 1000;

/** Two compilations of one program differ by a percent or two, by where their memory lies: so several are measured. */
const instances = 3;

/**
 * Measures a training of the benchmarks.
 *
 * @throws Error where a trained run has other parameters than the plain program.
 */
export async function eventCosts(backend: Backend, settings: Settings, name = "W3"): Promise<readonly EventCost[]> {
  const description = workload(name);
  if (!isTraining(description)) throw new RangeError(`${name} is no training.`);
  const each = { ...settings, rounds: Math.max(1, Math.round(settings.rounds / instances)) };
  const [alone, watched] = [new Comparison(), new Comparison()];
  let parts = 0;
  for (let instance = 0; instance < instances; instance++) {
    const [program, trainer] = [await buildOurs(description, backend), await trainedSteps(description, backend)];
    await expectSameSteps(program, trainer);
    const plain = await warmUp(program, each);
    const trained = await warmUp(trainer, each);
    alone.add(await measureInTurn(trained, plain, each));
    // As many parts as it takes, each of which gets every step.
    parts = Math.ceil((wantedEventsPerSecond * plain.milliseconds) / 1000);
    // The same trainer, so that it has the same memory.
    const seen = await warmUp({ ...trainer, run: (steps) => runWatched(trainer, steps, parts) }, each);
    watched.add(await measureInTurn(seen, trained, each));
    for (const one of [program, trainer]) one.dispose();
  }
  return [
    alone.result("a trainer nobody watches, beside the plain program", 0),
    watched.result(`a trainer with a dashboard of ${String(parts)} parts, beside itself without`, parts),
  ];
}

/** The times of two contestants over several instances. */
class Comparison {
  readonly #before: number[] = [];
  readonly #after: number[] = [];

  add({ ours, theirs }: Times): void {
    this.#before.push(...theirs);
    this.#after.push(...ours);
  }

  result(what: string, watchers: number): EventCost {
    const [beforeMs, afterMs] = [median(this.#before), median(this.#after)];
    return {
      what,
      beforeMs,
      afterMs,
      ratio: afterMs / beforeMs,
      beforeSpread: spread(this.#before),
      afterSpread: spread(this.#after),
      rounds: this.#after.length,
      eventsPerSecond: (watchers * 1000) / afterMs,
    };
  }
}

/** A burst with a dashboard, which leaves after it. */
async function runWatched(trainer: TrainedSteps, steps: number, parts: number): Promise<Burst> {
  const leave = Array.from({ length: parts }, () => watch(trainer.trainer));
  const burst = await trainer.run(steps);
  for (const each of leave) each();
  return burst;
}

/** A training whose steps are asked for by bursts. */
interface TrainedSteps extends BuiltWorkload {
  readonly trainer: Trainer;
}

/** Steps of a trainer, which waits between bursts. */
async function trainedSteps(description: TrainingDescription, backend: Backend): Promise<TrainedSteps> {
  const { loss, x: inputs, y: targets } = modelOf(description);
  const bursts = new Bursts(description);
  interface Outputs {
    readonly weights: Readonly<Record<string, Tensor>>;
    readonly x: Tensor;
    readonly [name: string]: TensorTree;
  }
  const parameters = Object.entries(description.parameters);
  const trainer = createTrainer<Readonly<Record<string, Tensor>>, TensorType, TensorType, Outputs>({
    model: {
      initialize: () => Object.fromEntries(parameters.map(([name, { shape }]) => [name, full(shape, 0)])),
      apply: (weights, x) => ({ weights, x }),
    },
    loss: ({ weights, x }, y) => loss(weights, x, y),
    optimizer: adam(description.learningRate),
    data: { inputs, targets, batchesPerEpoch: Number.MAX_SAFE_INTEGER, batches: () => bursts.batches() },
    epochs: 1,
    engine: createEngine({ backend }),
  });
  const started = new Promise<void>((resolve, reject) => {
    const subscription = trainer.events$.subscribe((event) => {
      if (event.type !== "started" && event.type !== "failed") return;
      subscription.unsubscribe();
      if (event.type === "failed") reject(new Error(event.error.message));
      else resolve();
    });
  });
  const running = trainer.start();
  await started;
  await trainer.writeParameters(new Map(parameters));
  return {
    trainer,
    run: (steps) => bursts.run(steps),
    dispose: () => {
      trainer.stop();
      bursts.end();
      void running;
    },
  };
}

/** A part of a dashboard: the last thousand events, as the text that it would show. Returns how to end it. */
function watch(trainer: Trainer): () => void {
  const shown: string[] = [];
  const subscription = trainer.events$.subscribe((event) => {
    shown.push(JSON.stringify(event));
    if (shown.length > 1000) shown.shift();
  });
  return () => {
    subscription.unsubscribe();
  };
}

/** Gives out batches burst by burst, and takes the time from the first to when one more is asked for. */
class Bursts {
  readonly #next: () => TrainingBatch;
  #left = 0;
  #start = 0;
  #begin: (() => void) | null = null;
  #finish: ((burst: Burst) => void) | null = null;
  #isOver = false;

  constructor({ batches }: TrainingDescription) {
    this.#next = cycle(batches.map(({ x, y }) => ({ inputs: x, targets: y })));
  }

  run(steps: number): Promise<Burst> {
    return new Promise((resolve) => {
      this.#finish = resolve;
      this.#left = steps;
      this.#start = performance.now();
      this.#begin?.();
      this.#begin = null;
    });
  }

  end(): void {
    this.#isOver = true;
    this.#begin?.();
  }

  async *batches(): AsyncGenerator<TrainingBatch> {
    for (;;) {
      if (this.#left === 0) {
        this.#finish?.({ milliseconds: performance.now() - this.#start, values: [] });
        this.#finish = null;
        // Whoever waits for it begins the next burst in a later microtask.
        await new Promise<void>((resolve) => (this.#begin = resolve));
      }
      if (this.#isOver) return;
      this.#left--;
      yield this.#next();
    }
  }
}

/** @throws Error where the two do not have the same parameters, to the last bit, after five steps. */
async function expectSameSteps(plain: OwnWorkload, trained: TrainedSteps): Promise<void> {
  await plain.run(5);
  await trained.run(5);
  const found = await trained.trainer.readParameters();
  for (const [path, { data }] of await plain.program.store.readByPath()) {
    const name = /^state\.parameters\.(.*)$/.exec(path)?.[1];
    const other = name === undefined ? data : found.get(name)?.data;
    if (other === undefined || firstDifference(other, data, "bits") !== null)
      throw new Error(`${path} is another one in the trainer after five steps.`);
  }
}
