/** Checkpoints of a training while it goes on. */
import { checkParts, checkOptions, RensaError } from "@rensa/core";
import {
  catchError,
  concatWith,
  connect,
  defer,
  from,
  ignoreElements,
  type MonoTypeOperatorFunction,
  type Observable,
  tap,
  throwError,
} from "rxjs";
import type { TrainingControl } from "../train/control.ts";
import { controlOf } from "../train/control-of.ts";
import type { TrainEvent } from "../train/event.ts";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { Cadence, type CadenceOptions } from "./cadence.ts";
import { isFiniteState } from "./finite.ts";
import type { CheckpointStore } from "./checkpoint-store.ts";
import type { Score } from "./manifest.ts";
import type { MonitorOptions } from "../train/monitored.ts";
import { Monitor } from "./monitor.ts";
import { SaveQueue } from "./save-queue.ts";
import { asRensaError } from "./stored-files.ts";

/** When checkpoints are saved, what makes one the best, and what follows when one cannot be saved. */
export interface CheckpointToOptions extends CadenceOptions, MonitorOptions {
  /** Whether the run goes on after a checkpoint could not be saved, or is stopped. Default: `continue`. */
  readonly onError?: "stop" | "continue";
  /** Told of what could not be saved. Default: `console.error`. */
  readonly onFailure?: (error: RensaError) => void;
}

/**
 * Saves checkpoints to a store and passes all events on. A checkpoint is saved as often as the options say, after every
 * epoch that is the best so far, and at the end of a run that completes or is stopped. The snapshot is taken while the
 * event is delivered, and written in the background, one after the other, while the run goes on. None is left out: where
 * one is due while another is being written, the run waits for that one (`hold`), so save less often than it takes to
 * write one. The event `checkpointSaved` tells of each, and once more where one becomes the best. The stream ends
 * when the last one is written, and the trainer's `start` resolves then too.
 *
 * A checkpoint that holds NaN or infinities is never the best, and pushes no finite one out of the store. A new run that
 * would mix its checkpoints with those of another training of the same name is stopped before its first step; give one of
 * them another `runId`, or another place.
 *
 * Put it last in a pipe: what operators before it keep at an event is in the snapshot of that event.
 *
 * @param store - Where the checkpoints are.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options that make no sense. A store that fails does not end the run, unless
 * `onError` says so.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { checkpointTo, memoryStore } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const store = memoryStore({ keepLast: 3, keepBest: true });
 * await lastValueFrom(train(config).pipe(checkpointTo(store, { monitor: "loss" })));
 * console.log((await store.list()).map(({ manifest }) => manifest.epoch)); // [3, 2, 1]
 * ```
 */
export function checkpointTo(
  store: CheckpointStore,
  options: CheckpointToOptions = {},
): MonoTypeOperatorFunction<TrainEvent> {
  checkParts("checkpointTo: the store", store, "save", "list");
  checkOptions("checkpointTo", options, [
    "onError",
    "onFailure",
    "everySteps",
    "everyEpochs",
    "everySeconds",
    "monitor",
    "mode",
  ]);
  // Refuses wrong options here and not when somebody subscribes.
  makeRun(store, options);
  return connect((events$) => {
    const run = makeRun(store, options);
    return events$.pipe(
      tap((event) => run.see(event)),
      catchError((error: unknown) => written(run).pipe(concatWith(throwError(() => error)))),
      concatWith(written(run)),
    );
  });
}

/** Completes when everything is written. */
function written(run: CheckpointedRun): Observable<never> {
  return defer(() => from(run.idle())).pipe(ignoreElements());
}

function makeRun(store: CheckpointStore, options: CheckpointToOptions): CheckpointedRun {
  return new CheckpointedRun(store, options, new Cadence(options), new Monitor(options));
}

/** A snapshot that waits to be written. */
interface Pending {
  readonly isBest: boolean;
  readonly snapshot: Promise<TrainingSnapshot>;
  readonly metric: Score | null;
  readonly control: TrainingControl;
  /** Lets the run go on that has waited for its turn. */
  readonly release: () => void;
}

/** The checkpoints of one run. */
class CheckpointedRun {
  readonly #store: CheckpointStore;
  readonly #options: CheckpointToOptions;
  readonly #cadence: Cadence;
  readonly #monitor: Monitor;
  readonly #queue = new SaveQueue<Pending>((pending) => this.#save(pending));
  #isUncontrolled = false;
  /** True where nothing may be saved, so as not to be taken for another training's. */
  #isRefused = false;
  /** The checkpoint that an event told of last. */
  #told: { readonly name: string; readonly isBest: boolean } | null = null;

  constructor(store: CheckpointStore, options: CheckpointToOptions, cadence: Cadence, monitor: Monitor) {
    this.#store = store;
    this.#options = options;
    this.#cadence = cadence;
    this.#monitor = monitor;
  }

  /** Takes a snapshot where one is due. It must not throw: an operator that does ends the stream. */
  see(event: TrainEvent): void {
    const control = controlOf(event);
    if (control === null) {
      this.#refuseUncontrolled();
      return;
    }
    const isDue = this.#cadence.isDue(event);
    switch (event.type) {
      case "started":
        this.#monitor.restore(control).catch((error: unknown) => this.#fail(error, control));
        // What a resumed run goes on with is its own.
        if (!event.isResumed) void this.#refuseMixture(event.runId, control).then(control.hold());
        break;
      case "epochCompleted": {
        const { metric, isBest } = this.#judge(() => this.#monitor.judge(event, control), control);
        if (isDue || isBest) this.#take(control, isBest, metric);
        break;
      }
      case "failed":
        void this.#queue.idle().then(control.hold());
        break;
      case "stopped":
      case "completed":
        this.#take(control, false, null);
        // So that the event of the last checkpoint is heard, and the process does not end before it is written.
        void this.#queue.idle().then(control.hold());
        break;
      default:
        if (isDue) this.#take(control, false, null);
    }
  }

  /** Resolves when everything is written. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  #judge<J>(judge: () => J, control: TrainingControl): J | { readonly metric: null; readonly isBest: false } {
    try {
      return judge();
    } catch (error) {
      this.#fail(error, control);
      return { metric: null, isBest: false };
    }
  }

  #take(control: TrainingControl, isBest: boolean, metric: Score | null): void {
    if (this.#isRefused) return;
    // Asked for at once; what it throws becomes a rejection, which nobody hears of where the snapshot is dropped.
    const snapshot = (async () => await control.snapshot())();
    snapshot.catch(() => undefined);
    const release = this.#queue.isBusy ? control.hold() : () => undefined;
    this.#queue.add({ snapshot, isBest, metric, control, release });
  }

  async #save(pending: Pending): Promise<void> {
    const { snapshot, metric, control, release } = pending;
    const started = performance.now();
    let isSaved = false;
    release();
    try {
      const taken = await snapshot;
      const isBest = pending.isBest && isFiniteState(taken);
      const { name, manifest } = await this.#store.save(taken, { isBest, metric });
      isSaved = isBest;
      const milliseconds = performance.now() - started;
      const { step: savedStep, bytes } = manifest;
      // The end of a run may be the end of an epoch, and that a step at which a checkpoint is due: one file, told of once.
      const isNews = name !== this.#told?.name || (isBest && !this.#told.isBest);
      if (isNews) control.emit({ type: "checkpointSaved", savedStep, name, bytes, milliseconds, isBest });
      if (isNews) this.#told = { name, isBest };
    } catch (error) {
      this.#fail(error, control);
    }
    if (pending.isBest && metric !== null) this.#monitor.settle(metric, isSaved, control);
  }

  #fail(thrown: unknown, control: TrainingControl): void {
    const error = asRensaError(thrown);
    report(this.#options, error);
    if (this.#options.onError === "stop") control.stop(`checkpointTo: ${error.sentence}`);
  }

  /** Stops a new run whose checkpoints would be taken for those of another training, before its first step. */
  async #refuseMixture(runId: string, control: TrainingControl): Promise<void> {
    try {
      const named = (await this.#store.list()).filter(({ manifest }) => manifest.runId === runId);
      if (named.length === 0) return;
      const { graph } = await control.snapshot();
      if (named.every(({ manifest }) => manifest.graph === graph)) return;
      const sentence =
        `The store holds checkpoints of another training that is called ${runId} too; ` +
        `give this one another runId or another place, or remove them.`;
      this.#isRefused = true;
      report(this.#options, new RensaError("CHECKPOINT_MISMATCH", sentence));
      control.stop(`checkpointTo: ${sentence}`);
    } catch (error) {
      this.#fail(error, control);
    }
  }

  #refuseUncontrolled(): void {
    if (this.#isUncontrolled) return;
    this.#isUncontrolled = true;
    const sentence = "checkpointTo: these events are not of a training that goes on here, so nothing can be saved.";
    report(this.#options, new RensaError("TRAINER_STATE", sentence));
  }
}

function report({ onFailure }: CheckpointToOptions, error: RensaError): void {
  if (onFailure === undefined) console.error(error);
  else onFailure(error);
}
