/** createTrainer: the handle on a training that an app holds. What steers a run is in it, and only it. */
import {
  formatGiven,
  RensaError,
  rensaVersion,
  type DataOf,
  type Engine,
  type HostTensor,
  type HostTensorsOf,
  type TensorTree,
  type TensorType,
  type Tensor,
  type TypeTree,
} from "@rensa/core";
import type { Observable } from "rxjs";
import type { TrainerPredictions } from "../predict/trainer-predictions.ts";
import type { Transform } from "../transforms/transform.ts";
import { checkConfig } from "./check-config.ts";
import type { TrainConfig } from "./config.ts";
import type { AddedEvent, TrainingControl } from "./control.ts";
import type { TrainEvent } from "./event.ts";
import { GradientWatch } from "./run/gradient-watch.ts";
import { changeHyperparameter } from "./step/change-hyperparameter.ts";
import { Run } from "./run/driver.ts";
import type { TrainingPrograms } from "./step/programs.ts";
import type { Kept, TrainingSnapshot } from "./snapshot/snapshot.ts";
import { withParameterPaths } from "./step/state-paths.ts";
import type { TrainerState } from "./trainer-state.ts";

/**
 * A training that can be started, watched, steered, paused and stopped.
 *
 * @typeParam Address - the addresses of the optimizer's hyperparameters, where they are known.
 */
export interface Trainer<Address extends string = string> extends TrainingControl<Address> {
  /** What happens, shared by all subscribers from the moment they subscribe. */
  readonly events$: Observable<TrainEvent>;
  /** A frozen snapshot. */
  readonly state: TrainerState;
  /**
   * Starts the run and resolves when it is over, stopped or not.
   *
   * @throws RensaError Rejects with the error of a run that fails, which is `state.error` too: with its cause and stack, and
   *   `USER_CODE_FAILED` for what a model, loss, metric, schedule or transform threw. `TRAINER_STATE` where it was started before.
   */
  start(): Promise<void>;
}

/** A trainer in this thread, which knows the types of its model. */
export interface LocalTrainer<
  I extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
  Address extends string = string,
> extends Trainer<Address> {
  /**
   * The model's outputs for a batch of any number of examples, with the parameters that a validation would see between two
   * steps. Batches are given as to a `predictor`.
   *
   * @param inputs - The inputs of some examples.
   *
   * @throws RensaError As a predictor; `TRAINER_STATE` before there are parameters.
   */
  predict(inputs: DataOf<I>): Promise<HostTensorsOf<O>>;
}

/**
 * Makes a trainer. Nothing runs before `start`.
 *
 * What it reads (`readParameters`, `snapshot`, ...) is the state between two steps, and what it sets is there before the
 * next one. Both work while it runs, while it is paused, and after its end.
 *
 * @throws RensaError `TRAINER_STATE` from its methods where they do not suit its status.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { createTrainer } from "@rensa/optim";
 * import { defaultEngine, ofType, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const trainer = createTrainer({ ...config, engine: defaultEngine() });
 * trainer.events$.pipe(ofType("epochCompleted")).subscribe(({ epoch }) => console.log(epoch)); // 1, 2, 3
 * await trainer.start(); // rejects where the run fails
 * console.log(trainer.state.status); // "finished"
 * ```
 */
export function createTrainer<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
  Address extends string = string,
>(config: TrainConfig<P, I, T, O> & { readonly optimizer: Transform<Address> }): LocalTrainer<I, O, Address>;
// Within, trees of any kind are handled alike.
export function createTrainer(config: TrainConfig): object {
  checkConfig("createTrainer", config);
  return trainerOf(new Run(config));
}

const trainers = new WeakMap<Run, RunTrainer>();

/** The trainer of a run, one for each. */
export function trainerOf(run: Run): Trainer {
  const trainer = trainers.get(run) ?? new RunTrainer(run);
  trainers.set(run, trainer);
  return trainer;
}

/** The engine of a trainer in this thread; `null` for others. */
export function engineOf(trainer: Trainer): Engine | null {
  return trainer instanceof RunTrainer ? trainer.engine : null;
}

/** A trainer in this thread. */
class RunTrainer implements Trainer {
  readonly #run: Run;
  readonly #kept: Map<string, Kept>;
  #graphHash: Promise<string> | null = null;
  #predictions: TrainerPredictions | null = null;
  /** What was asked for last and is not answered yet. */
  #answering: Promise<void> | null = null;

  constructor(run: Run) {
    this.#run = run;
    this.#kept = new Map(run.config.resume?.kept);
  }

  get engine(): Engine {
    return this.#run.config.engine;
  }

  get events$(): Observable<TrainEvent> {
    return this.#run.events$;
  }

  get state(): TrainerState {
    return this.#run.trainerState;
  }

  start(): Promise<void> {
    return this.#run.start();
  }

  pause(): void {
    this.#run.send({ type: "pause" });
  }

  resume(): void {
    this.#run.send({ type: "resume" });
  }

  stop(reason = "stop was called"): void {
    this.#run.stop(reason);
  }

  async readHyperparameters(): Promise<Readonly<Record<string, number>>> {
    return this.#atRest("readHyperparameters", async (programs) => {
      const { hyperparameters } = programs;
      return hyperparameters.read(await programs.readState(hyperparameters.paths));
    });
  }

  async setHyperparameter(name: string, value: number): Promise<void> {
    return this.#atRest("setHyperparameter", async (programs) => {
      const { hyperparameters } = programs;
      const now = await programs.readState(hyperparameters.paths);
      const { write, changes } = changeHyperparameter(hyperparameters, now, name, value);
      programs.writeState(write);
      for (const { address, value: held, previous } of changes) {
        if (address === "learningRate") this.#run.send({ type: "rateSet", learningRate: held, previous });
        else this.#run.emit({ type: "hyperparameterChanged", name: address, value: held, previous });
      }
    });
  }

  async readParameters(): Promise<ReadonlyMap<string, HostTensor>> {
    return this.#atRest("readParameters", (programs) => programs.readParameters());
  }

  async writeParameters(parameters: ReadonlyMap<string, HostTensor>): Promise<void> {
    return this.#atRest("writeParameters", (programs) => {
      writeParameters(programs, parameters);
    });
  }

  async predict(inputs: unknown): Promise<unknown> {
    const loading = import("../predict/trainer-predictions.ts");
    return this.#atRest("predict", async ({ store }) => {
      const { TrainerPredictions: Predictions } = await loading;
      this.#predictions ??= new Predictions(this.#run.config, store);
      return this.#predictions.of(inputs);
    });
  }

  async snapshot(): Promise<TrainingSnapshot> {
    // While an event is told, what is kept because of it later is not of this moment.
    const kept = this.#run.isTelling ? new Map(this.#kept) : null;
    const taken = await this.#atRest("snapshot", (programs) => {
      this.#graphHash ??= programs.graphHash();
      return {
        state: programs.readState(),
        reports: programs.reports,
        progress: this.#run.progress,
        begun: programs.begun,
        kept: kept ?? new Map(this.#kept),
        hash: this.#graphHash,
      };
    });
    const { hash, begun, state, ...parts } = taken;
    const { settingsOfRun } = await import("./snapshot/snapshot-support.ts");
    const settings = settingsOfRun(this.#run.config, begun);
    return { format: 3, rensa: rensaVersion, graph: await hash, settings, state: await state, ...parts };
  }

  keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
  }

  kept(name: string): Promise<Kept | null> {
    return Promise.resolve(this.#kept.get(name) ?? null);
  }

  hold(): () => void {
    return this.#run.hold();
  }

  emit(event: AddedEvent): void {
    this.#run.emit(event);
  }

  watchGradients(every: number): () => void {
    if (!Number.isInteger(every) || every < 1) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `watchGradients: every ${formatGiven(every)} steps; give an integer from 1.`,
      );
    }
    this.#run.watch ??= new GradientWatch();
    const end = this.#run.watch.watch(every);
    this.#run.send({ type: "outdated" });
    return () => {
      end();
      this.#run.send({ type: "outdated" });
    };
  }

  /**
   * Now, or as soon as the step that is under way is done. The next one waits until it is over; what is read at once is
   * not changed by later steps.
   */
  #atRest<R>(what: string, call: (programs: TrainingPrograms) => R | Promise<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#run.whenAtRest(() => {
        const { programs } = this.#run;
        const release = this.#run.hold();
        const before = this.#answering;
        const answer = async (): Promise<R> => {
          // One after the other; the first at once, while no later step is under way.
          if (before !== null) await before;
          if (programs === null) throw this.#run.refusal(what);
          return call(programs);
        };
        const answering = answer()
          .then(resolve, reject)
          .finally(() => {
            if (this.#answering === answering) this.#answering = null;
            release();
          });
        this.#answering = answering;
      });
    });
  }
}

/** Sets some parameters, by their names in the model. */
function writeParameters(programs: TrainingPrograms, parameters: ReadonlyMap<string, HostTensor>): void {
  const known = new Set(programs.parameters.map(({ name }) => name));
  for (const name of parameters.keys()) {
    if (known.has(name)) continue;
    const all = [...known].join(", ");
    throw new RensaError("INPUT_MISMATCH", `writeParameters: the model has no "${name}"; its parameters are ${all}.`);
  }
  programs.writeState(withParameterPaths(parameters));
}
