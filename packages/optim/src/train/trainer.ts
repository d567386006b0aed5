/** createTrainer: the handle on a training that an app holds. */
import {
  RensaError,
  rensaVersion,
  type HostTensor,
  type TensorTree,
  type TensorType,
  type Tensor,
  type TypeTree,
} from "@rensa/core";
import type { Observable } from "rxjs";
import { Broadcast } from "./broadcast.ts";
import { checkConfig } from "./check-config.ts";
import type { TrainConfig } from "./config.ts";
import { withControl, type AddedEvent, type TrainingControl } from "./control.ts";
import type { TrainEvent } from "./event.ts";
import { GradientWatch } from "./gradient-watch.ts";
import type { StepResult, TrainingPrograms } from "./programs.ts";
import type { Kept, TrainingSnapshot } from "./snapshot.ts";
import { idleState, stateAfter, type TrainerState } from "./trainer-state.ts";
import { runIdOf } from "./run-id.ts";
import { TrainingLoop, type NewEvent } from "./training-loop.ts";
import { Turnstile } from "./turnstile.ts";

/** A training that can be started, watched, steered, paused and stopped. */
export interface Trainer extends TrainingControl {
  /** What happens, shared by all subscribers from the moment they subscribe. */
  readonly events$: Observable<TrainEvent>;
  /** A frozen snapshot. */
  readonly state: TrainerState;
  /** Starts the run and resolves when it is over. */
  start(): Promise<void>;
}

/**
 * Makes a trainer. Nothing runs before `start`.
 *
 * What it reads (`readParameters`, `snapshot`, ...) is the state between two steps, and what it sets is there before the
 * next one. Both work while it runs, while it is paused, and after its end.
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
 *   return trainer.state.status; // "finished", unless it was stopped or failed
 * }
 * ```
 */
export function createTrainer<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: TrainConfig<P, I, T, O>): Trainer;
// Within, trees of any kind are handled alike.
export function createTrainer(config: TrainConfig): Trainer {
  checkConfig("createTrainer", config);
  return new LocalTrainer(config);
}

/** A trainer in this thread. */
class LocalTrainer implements Trainer {
  readonly #config: TrainConfig;
  readonly #events: Broadcast<TrainEvent>;
  readonly #watch = new GradientWatch();
  readonly #loop: TrainingLoop;
  readonly #kept: Map<string, Kept>;
  #state: TrainerState = idleState;
  /** The step whose scores are in the state. */
  #shown: StepResult | null = null;
  #stopReason: string | null = null;
  readonly #turnstile = new Turnstile();
  #isBusy = false;
  /** What waits for the moment between two steps. */
  #waiting: (() => void)[] = [];
  #graphHash: Promise<string> | null = null;

  constructor(config: TrainConfig) {
    this.#config = config;
    this.#kept = new Map(config.resume?.kept);
    this.#events = new Broadcast(config.onSubscriberError ?? console.error);
    this.#loop = new TrainingLoop(config, {
      stopReason: () => this.#stopReason,
      whenRunning: () => (this.#stopReason === null ? this.#turnstile.opening : null),
      isObserved: () => this.#events.isObserved,
      wantsGradients: (step) => this.#watch.wants(step),
      busy: () => {
        this.#isBusy = true;
      },
      atRest: () => {
        this.#isBusy = false;
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const call of waiting) call();
      },
      emit: (event) => {
        this.#emit(event);
      },
    });
  }

  get events$(): Observable<TrainEvent> {
    return this.#events.events$;
  }

  get state(): TrainerState {
    const { lastStep, place } = this.#loop;
    // Without subscribers there are no events of steps to keep it up to date.
    if (lastStep !== null && lastStep !== this.#shown) {
      const { loss, metrics } = this.#loop.scoresOf(lastStep);
      this.#state = Object.freeze({ ...this.#state, ...place, loss, metrics: Object.freeze(metrics) });
      this.#shown = lastStep;
    }
    return this.#state;
  }

  async start(): Promise<void> {
    if (this.#state.status !== "idle") throw this.#refusal("start");
    this.#state = Object.freeze({ ...this.#state, status: "running" });
    const { signal } = this.#config;
    const abort = (): void => {
      this.#end(reasonOf(signal));
    };
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
    try {
      await this.#loop.run();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    await this.#turnstile.released();
    this.#events.complete();
  }

  pause(): void {
    if (this.#state.status !== "running") throw this.#refusal("pause");
    this.#turnstile.pause(true);
    this.#emit({ event: "paused" });
  }

  resume(): void {
    if (this.#state.status !== "paused") throw this.#refusal("resume");
    this.#turnstile.pause(false);
    this.#emit({ event: "resumed" });
  }

  stop(reason = "stop was called"): void {
    const { status } = this.#state;
    if (status === "idle") throw this.#refusal("stop");
    if (status === "running" || status === "paused") this.#end(reason);
  }

  async readHyperparameters(): Promise<Readonly<Record<string, number>>> {
    return this.#atRest("readHyperparameters", (programs) => programs.hyperparameters.read(programs.readState()));
  }

  async setHyperparameter(name: string, value: number): Promise<void> {
    return this.#atRest("setHyperparameter", (programs) => {
      const { state, held } = programs.hyperparameters.change(name, value);
      const previous = programs.hyperparameters.read(programs.readState())[name] ?? held;
      programs.writeState(state);
      if (name === "learningRate") this.#loop.learningRateIsSet(held, previous);
      else this.#emit({ event: "hyperparameterChanged", name, value: held, previous });
    });
  }

  async readParameters(): Promise<ReadonlyMap<string, HostTensor>> {
    return this.#atRest("readParameters", (programs) => programs.readParameters());
  }

  async writeParameters(parameters: ReadonlyMap<string, HostTensor>): Promise<void> {
    return this.#atRest("writeParameters", (programs) => {
      programs.writeParameters(parameters);
    });
  }

  async snapshot(): Promise<TrainingSnapshot> {
    const taken = await this.#atRest("snapshot", (programs) => {
      this.#graphHash ??= programs.graphHash();
      return {
        state: programs.readState(),
        progress: this.#loop.progress,
        begun: programs.begun,
        kept: new Map(this.#kept),
        hash: this.#graphHash,
      };
    });
    const { hash, begun, ...parts } = taken;
    const { settingsOfRun } = await import("./snapshot-support.ts");
    const settings = settingsOfRun(this.#config, begun);
    return { format: 2, rensa: rensaVersion, graph: await hash, settings, ...parts };
  }

  keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
  }

  kept(name: string): Promise<Kept | null> {
    return Promise.resolve(this.#kept.get(name) ?? null);
  }

  hold(): () => void {
    return this.#turnstile.hold();
  }

  emit(event: AddedEvent): void {
    this.#emit(event);
  }

  watchGradients(every: number): () => void {
    if (!Number.isInteger(every) || every < 1) {
      throw new RensaError("ARGUMENT_INVALID", `watchGradients: every ${String(every)} steps; give an integer from 1.`);
    }
    return this.#watch.watch(every);
  }

  /** Now, or as soon as the step that is under way is done. */
  #atRest<R>(what: string, call: (programs: TrainingPrograms) => R): Promise<R> {
    return new Promise((resolve, reject) => {
      const answer = (): void => {
        const { programs } = this.#loop;
        try {
          if (programs === null) throw this.#refusal(what);
          resolve(call(programs));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      if (this.#isBusy) this.#waiting.push(answer);
      else answer();
    });
  }

  #emit(event: NewEvent): void {
    const { epoch, step } = this.#loop.place;
    const full = { runId: runIdOf(this.#config), time: Date.now(), epoch, step, ...event } as TrainEvent;
    this.#state = stateAfter(this.#state, full);
    this.#events.next(withControl(full, this));
  }

  #end(reason: string): void {
    this.#stopReason ??= reason;
    this.#state = Object.freeze({ ...this.#state, status: "stopped" });
    this.#turnstile.pause(false);
  }

  #refusal(what: string): RensaError {
    const { status } = this.#state;
    return new RensaError(
      "TRAINER_STATE",
      `${what}: the trainer is ${status}${status === "idle" ? "; start it before" : ""}.`,
    );
  }
}

function reasonOf(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error) return reason.message;
  return typeof reason === "string" ? reason : "its signal aborted";
}
