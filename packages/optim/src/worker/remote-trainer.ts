/** A trainer in another thread. */
import { formatGiven, RensaError, type HostTensor } from "@rensa/core";
import { Subject, type Observable } from "rxjs";
import { withControl, type AddedEvent } from "../train/control.ts";
import { isUnderWay, reasonOf, statusAfter, type CommandName } from "../train/run/commands.ts";
import type { TrainEvent } from "../train/event.ts";
import { failureOf } from "../train/failure.ts";
import { EventStream, type ReportError } from "../train/run/event-stream.ts";
import type { Kept, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import type { Trainer } from "../train/trainer.ts";
import { idleState, stateAfter, type TrainerState, type TrainerStatus } from "../train/trainer-state.ts";
import { Connection } from "./connection.ts";
import type { OpenChannel } from "./endpoint.ts";
import { typedError } from "./portable-error.ts";
import type { LastScores, Order, WaitFor } from "./protocol.ts";

/** A training in another thread, steered and watched like one in this thread. */
export interface RemoteTrainer extends Trainer {
  /** Stops the run and leaves the worker as it is: for another `connectTrainer`, or for other work. */
  disconnect(): void;
  /** Stops the run and ends the worker. Resolves when it has ended. */
  close(): Promise<void>;
}

/** What a connection is made with. */
export interface RemoteOptions {
  readonly order: Order;
  readonly waitFor: WaitFor;
  /** Whether events of steps are wanted at all. */
  readonly steps: boolean;
  readonly onSubscriberError: ReportError;
  readonly signal: AbortSignal | undefined;
}

const endings: ReadonlySet<TrainEvent["type"]> = new Set<TrainEvent["type"]>(["stopped", "completed", "failed"]);

/** Connects over a channel that is opened when this is made. */
export class ConnectedTrainer implements RemoteTrainer {
  readonly events$: Observable<TrainEvent>;
  readonly #events = new Subject<TrainEvent>();
  readonly #connection: Connection;
  readonly #signal: AbortSignal | undefined;
  readonly #report: ReportError;
  readonly #abort = (): void => {
    if (isUnderWay(this.#state)) this.stop(reasonOf(this.#signal));
  };
  #state: TrainerState = idleState;
  /** Pauses, resumes and stops without an answer yet: until then, their status counts, and not that of earlier events. */
  #commands = 0;
  #subscribers = 0;
  /** Of watches and holds. */
  #numbers = 0;
  #runId = "unknown";
  #isOver = false;
  /** Why the other side is lost. */
  #lost: Error | null = null;
  #startTime = 0;

  constructor(open: OpenChannel, options: RemoteOptions) {
    this.#signal = options.signal;
    this.#report = options.onSubscriberError;
    this.events$ = new EventStream<TrainEvent>(options.onSubscriberError, (subscriber) => {
      const subscription = this.#events.subscribe(subscriber);
      if (options.steps) this.#observe(1);
      return () => {
        subscription.unsubscribe();
        if (options.steps) this.#observe(-1);
      };
    });
    this.#connection = new Connection(open, options.order, options.waitFor, {
      ready: (state) => {
        // Of a run that the other side has started. One that was started here has its own status by now.
        if (this.#state.status === "idle") this.#state = Object.freeze(state);
      },
      event: (event, scores) => {
        this.#take(event, scores);
      },
      lost: (error) => {
        if (!this.#isOver) this.#fail(error);
      },
    });
    this.#signal?.addEventListener("abort", this.#abort);
  }

  get state(): TrainerState {
    return this.#state;
  }

  async start(): Promise<void> {
    if (this.#lost !== null) throw this.#lost;
    const status = statusAfter("start", this.#state);
    const stopReason = this.#signal?.aborted === true ? reasonOf(this.#signal) : undefined;
    this.#setStatus(stopReason === undefined ? status : "stopped");
    this.#startTime = performance.now();
    const started = this.#connection.call("start", stopReason);
    try {
      await started;
    } catch (error) {
      if (!this.#isOver) throw error;
    }
    // Its last event has told of it, as that of a run in this thread does.
    if (this.#state.error !== null) throw this.#state.error;
  }

  pause(): void {
    this.#command("pause", () => this.#connection.call("pause"));
  }

  resume(): void {
    this.#command("resume", () => this.#connection.call("resume"));
  }

  stop(reason?: string): void {
    this.#command("stop", () => this.#connection.call("stop", reason));
  }

  readHyperparameters(): Promise<Readonly<Record<string, number>>> {
    return this.#connection.call("readHyperparameters");
  }

  setHyperparameter(name: string, value: number): Promise<void> {
    return this.#connection.call("setHyperparameter", name, value);
  }

  readParameters(): Promise<ReadonlyMap<string, HostTensor>> {
    return this.#connection.call("readParameters");
  }

  writeParameters(parameters: ReadonlyMap<string, HostTensor>): Promise<void> {
    return this.#connection.call("writeParameters", parameters);
  }

  snapshot(): Promise<TrainingSnapshot> {
    return this.#connection.call("snapshot");
  }

  keep(name: string, kept: Kept): void {
    this.#tell(this.#connection.call("keep", name, kept));
  }

  kept(name: string): Promise<Kept | null> {
    return this.#connection.call("kept", name);
  }

  hold(): () => void {
    const hold = ++this.#numbers;
    this.#tell(this.#connection.call("hold", hold));
    return () => {
      this.#tell(this.#connection.call("release", hold));
    };
  }

  emit(event: AddedEvent): void {
    this.#tell(this.#connection.call("emit", event));
  }

  watchGradients(every: number): () => void {
    if (!Number.isInteger(every) || every < 1) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `watchGradients: every ${formatGiven(every)} steps; give an integer from 1.`,
      );
    }
    const watch = ++this.#numbers;
    this.#tell(this.#connection.call("watchGradients", watch, every));
    return () => {
      this.#tell(this.#connection.call("unwatchGradients", watch));
    };
  }

  disconnect(): void {
    this.#connection.leave();
    this.#signal?.removeEventListener("abort", this.#abort);
    if (this.#isOver) return;
    const { epoch, step } = this.#state;
    const wasStarted = isUnderWay(this.#state);
    this.#isOver = true;
    this.#setStatus("stopped");
    if (wasStarted) {
      const seconds = (performance.now() - this.#startTime) / 1000;
      const reason = "the connection was closed";
      this.#next({ type: "stopped", runId: this.#runId, time: Date.now(), epoch, step, reason, seconds });
    }
    this.#events.complete();
  }

  async close(): Promise<void> {
    this.disconnect();
    await this.#connection.terminate();
  }

  #take(event: TrainEvent, scores: LastScores | undefined): void {
    this.#runId = event.runId;
    if (scores !== undefined) this.#state = Object.freeze({ ...this.#state, ...scores });
    this.#next(event);
    if (endings.has(event.type)) this.#finish();
  }

  #next(event: TrainEvent): void {
    const { status } = this.#state;
    const next = stateAfter(this.#state, event);
    const isBehind =
      !endings.has(event.type) && (this.#commands > 0 || (status !== "idle" && !isUnderWay(this.#state)));
    this.#state = isBehind ? Object.freeze({ ...next, status }) : next;
    this.#events.next(withControl(event, this));
  }

  #fail(error: Error): void {
    const { epoch, step } = this.#state;
    const failure = failureOf(typedError(error, "What makes the trainer in the worker"));
    this.#isOver = true;
    this.#lost = error;
    this.#next({ type: "failed", runId: this.#runId, time: Date.now(), epoch, step, error: failure });
    this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#events.complete();
  }

  #observe(change: 1 | -1): void {
    const before = this.#subscribers > 0;
    this.#subscribers += change;
    const after = this.#subscribers > 0;
    if (before !== after) this.#connection.send({ kind: "observe", steps: after });
  }

  /** Shows the status that a command leads to until the other side says what it is. One that changes nothing is not sent. */
  #command(name: CommandName, call: () => Promise<TrainerStatus>): void {
    const status = statusAfter(name, this.#state);
    if (status === this.#state.status) return;
    this.#commands++;
    this.#setStatus(status);
    call()
      .then((found) => {
        this.#commands--;
        if (this.#commands === 0 && !this.#isOver) this.#setStatus(found);
      })
      .catch(() => {
        // The other side is lost, which the event of the failure has told.
        this.#commands = 0;
      });
  }

  /** A call whose answer nobody waits for. Where the other side is lost, an event has told of it. */
  #tell(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => {
      if (!this.#isOver) this.#report(error);
    });
  }

  #setStatus(status: TrainerStatus): void {
    this.#state = Object.freeze({ ...this.#state, status });
  }
}
