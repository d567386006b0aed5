/** A run: what happens when a training is started, up to its end. Its control is made for those who ask for it. */
import { RensaError } from "@rensa/core";
import type { Observable } from "rxjs";
import { Broadcast } from "./broadcast.ts";
import type { TrainConfig } from "./config.ts";
import { attachControl } from "./event-control.ts";
import type { TrainEvent } from "./event.ts";
import type { GradientWatch } from "./gradient-watch.ts";
import { runIdOf } from "./run-id.ts";
import { idleState, stateAfter, type TrainerState } from "./trainer-state.ts";
import { TrainingLoop, type NewEvent } from "./training-loop.ts";
import type { Turnstile } from "./turnstile.ts";

/** A run in this thread. */
export class Run {
  readonly config: TrainConfig;
  readonly loop: TrainingLoop;
  /** As the last event left it. */
  state: TrainerState = idleState;
  /** Where it waits between two steps, once somebody wants it to. */
  turnstile: Turnstile | null = null;
  /** Who wants to see gradients. */
  watch: GradientWatch | null = null;
  readonly #events: Broadcast<TrainEvent>;
  #stopReason: string | null = null;
  #isBusy = false;
  /** What waits for the moment between two steps. */
  #waiting: (() => void)[] = [];

  constructor(config: TrainConfig) {
    this.config = config;
    this.#events = new Broadcast(config.onSubscriberError ?? console.error);
    this.loop = new TrainingLoop(config, {
      stopReason: () => this.#stopReason,
      whenRunning: () => (this.#stopReason === null ? (this.turnstile?.opening ?? null) : null),
      isObserved: () => this.#events.isObserved,
      wantsGradients: (step) => this.watch?.wants(step) === true,
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
        this.emit(event);
      },
    });
  }

  get events$(): Observable<TrainEvent> {
    return this.#events.events$;
  }

  /** Runs to the end. Rejects with the error of a run that fails, after its events. */
  async start(): Promise<void> {
    if (this.state.status !== "idle") throw this.refusal("start");
    this.state = Object.freeze({ ...this.state, status: "running" });
    const { signal } = this.config;
    const abort = (): void => {
      this.#end(reasonOf(signal));
    };
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
    try {
      await this.loop.run();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    await this.turnstile?.released();
    this.#events.complete();
    if (this.state.error !== null) throw this.state.error;
  }

  stop(reason: string): void {
    const { status } = this.state;
    if (status === "idle") throw this.refusal("stop");
    if (status === "running" || status === "paused") this.#end(reason);
  }

  /** Calls now, or as soon as the step that is under way is done. */
  whenAtRest(call: () => void): void {
    if (this.#isBusy) this.#waiting.push(call);
    else call();
  }

  emit(event: NewEvent): void {
    const { epoch, step } = this.loop.place;
    const full = { runId: runIdOf(this.config), time: Date.now(), epoch, step, ...event } as TrainEvent;
    this.state = stateAfter(this.state, full);
    this.#events.next(attachControl(full, this));
  }

  /** Why something cannot be done now. */
  refusal(what: string): RensaError {
    const { status } = this.state;
    return new RensaError(
      "TRAINER_STATE",
      `${what}: the trainer is ${status}${status === "idle" ? "; start it before" : ""}.`,
    );
  }

  #end(reason: string): void {
    this.#stopReason ??= reason;
    this.state = Object.freeze({ ...this.state, status: "stopped" });
    this.turnstile?.pause(false);
  }
}

function reasonOf(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error) return reason.message;
  return typeof reason === "string" ? reason : "its signal aborted";
}
