/** Early stopping: a run ends once a number of its epochs has not been better for a while (Prechelt 1998). */
import { checkOptions, RensaError, type HostTensor } from "@rensa/core";
import type { MonoTypeOperatorFunction } from "rxjs";
import type { TrainingControl } from "../train/control.ts";
import { controlOf } from "../train/control-of.ts";
import type { EpochCompletedEvent, StartedEvent, TrainEvent } from "../train/event.ts";
import type { ReportError } from "../train/run/event-stream.ts";
import type { Json, Kept } from "../train/snapshot/snapshot.ts";
import { expectRange, ranges } from "../ranges.ts";
import { modeOf, monitored, type Monitored, type MonitorOptions } from "../train/monitored.ts";
import { watch, type OperatorOptions } from "./operate.ts";

/** When {@link earlyStopping} stops. */
export interface EarlyStoppingOptions extends MonitorOptions, OperatorOptions {
  /** Epochs in a row that may be no better than the best one; after the last of them the run stops. Default: 5. */
  readonly patience?: number;
  /** By how much an epoch must be better to count. Default: 0. */
  readonly minimumDelta?: number;
  /**
   * Whether the parameters of the best epoch are set when it stops the run, or the run ends with its last epoch. Where
   * somebody else stops the run they are not, so that it can go on from there. They are copied after every better epoch,
   * and are in the run's snapshots. Default: true.
   */
  readonly restoreBest?: boolean;
  /** Under which name it keeps what a resumed run needs. Two of them in one run need two names. Default: `earlyStopping`. */
  readonly name?: string;
}

/** What is kept as JSON. */
interface Memory {
  readonly best: number | null;
  readonly bestEpoch: number;
  readonly bestStep: number;
  /** Epochs since the best one. */
  readonly waited: number;
}

const nothing: Memory = { best: null, bestEpoch: 0, bestStep: 0, waited: 0 };

/**
 * Stops a run when the watched number was no better than its best for `patience` epochs in a row, and sets the parameters
 * of the best epoch. An epoch is better where its number is below best - minimumDelta (with `mode: "max"`, above
 * best + minimumDelta); one that is not a number is never better. It steers between the end of an epoch and the next step,
 * passes every event on, and a resumed run stops where an uninterrupted one does. Put it before `checkpointTo`, so that a
 * checkpoint holds what it knows of the epoch.
 *
 * What is restored are the parameters; the optimizer's state stays that of the last step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { earlyStopping } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, validation: data, epochs: 100 };
 * const events$ = train(config).pipe(earlyStopping({ monitor: "validation.loss", patience: 2, minimumDelta: 0.01 }));
 * const last = await lastValueFrom(events$);
 * console.log(last.type, last.epoch); // "stopped" 14
 * ```
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkOptions("earlyStopping", options, [
    "patience",
    "minimumDelta",
    "restoreBest",
    "name",
    "monitor",
    "mode",
    "onError",
  ]);
  const { patience = 5, minimumDelta = 0 } = options;
  expectRange("earlyStopping", ranges.count, { patience });
  expectRange("earlyStopping", ranges.notNegative, { minimumDelta });
  const mode = modeOf(options, "earlyStopping");
  return watch((report) => {
    const stopper = new Stopper({ ...options, mode, patience, minimumDelta }, report);
    return {
      next(event) {
        const control = controlOf(event);
        if (control === null) return;
        if (event.type === "started") stopper.start(event, control);
        else if (event.type === "epochCompleted") stopper.epochCompleted(event, control);
      },
    };
  }, options);
}

/** The options with what has been checked. */
type StopperOptions = EarlyStoppingOptions & Required<Pick<EarlyStoppingOptions, "mode" | "patience" | "minimumDelta">>;

class Stopper {
  readonly #options: StopperOptions;
  readonly #report: ReportError;
  readonly #name: string;
  #epochs = Number.POSITIVE_INFINITY;
  #memory = nothing;
  /** The parameters of the best epoch, once they are read. */
  #tensors: ReadonlyMap<string, HostTensor> | null = null;
  /** Resolves when they are. */
  #reading: Promise<void> | null = null;
  /** Resolves when what was kept is known; `null` while nothing has to be waited for. */
  #starting: Promise<void> | null = null;
  #hasReported = false;

  constructor(options: StopperOptions, report: ReportError) {
    this.#options = options;
    this.#report = report;
    this.#name = options.name ?? "earlyStopping";
  }

  start({ epochs, step, isResumed }: StartedEvent, control: TrainingControl): void {
    this.#epochs = epochs;
    if (!isResumed) return;
    this.#starting = this.#goOn(step, control)
      .catch(this.#report)
      .then(() => {
        this.#starting = null;
      });
  }

  epochCompleted(event: EpochCompletedEvent, control: TrainingControl): void {
    // What is kept has to be there for whoever takes a snapshot at this event, so nothing is put off without need.
    if (this.#starting === null) this.#judge(event, control);
    else {
      void this.#starting.then(() => {
        this.#judge(event, control);
      });
    }
  }

  async #goOn(step: number, control: TrainingControl): Promise<void> {
    const kept = await control.kept(this.#name);
    if (kept === null) return;
    this.#memory = memoryOf(kept, this.#name);
    this.#tensors = kept.tensors ?? null;
    if (this.#tensors === null && this.#memory.best !== null && this.#restores()) {
      // The snapshot is of the moment at which its own parameters were found to be the best.
      if (this.#memory.bestStep === step) this.#read(control);
      else {
        this.#report(
          new RensaError(
            "CHECKPOINT_MISMATCH",
            "earlyStopping: the checkpoint was made without restoreBest, so the best parameters of before cannot be restored.",
          ),
        );
      }
    }
    if (this.#memory.waited >= this.#options.patience)
      await this.#stop(this.#options.monitor ?? "the monitored loss", control);
  }

  #judge(event: EpochCompletedEvent, control: TrainingControl): void {
    const found = this.#numberOf(event);
    if (found === null) return;
    const { name, value } = found;
    const { best } = this.#memory;
    if (Number.isFinite(value) && (best === null || this.#isBetter(value, best))) {
      this.#memory = { best: value, bestEpoch: event.epoch, bestStep: event.step, waited: 0 };
      this.#tensors = null;
      if (this.#restores()) this.#read(control);
    } else {
      this.#memory = { ...this.#memory, waited: this.#memory.waited + 1 };
      if (event.epoch >= this.#epochs) this.#afterDelivery(() => this.#restore(control));
      else if (this.#memory.waited >= this.#options.patience) this.#afterDelivery(() => this.#stop(name, control));
    }
    this.#keep(control);
  }

  #isBetter(value: number, best: number): boolean {
    const { mode, minimumDelta } = this.#options;
    return mode === "min" ? value < best - minimumDelta : value > best + minimumDelta;
  }

  #restores(): boolean {
    return this.#options.restoreBest ?? true;
  }

  #read(control: TrainingControl): void {
    const { bestStep } = this.#memory;
    this.#reading = control
      .readParameters()
      .then((tensors) => {
        if (this.#memory.bestStep !== bestStep) return;
        this.#tensors = tensors;
        this.#keep(control);
      })
      .catch(this.#report);
  }

  async #stop(monitor: string, control: TrainingControl): Promise<void> {
    // Both are asked for in one go, so that no step comes between them.
    const restored = this.#restore(control);
    const { best, bestEpoch, waited } = this.#memory;
    const way = this.#options.mode === "max" ? "above" : "below";
    const than = best === null ? "a number" : `${way} ${String(best)} (epoch ${String(bestEpoch)})`;
    const end = best === null || !this.#restores() ? "" : `; the parameters of epoch ${String(bestEpoch)} are restored`;
    control.stop(
      `earlyStopping: ${monitor} has not been ${than} for ${String(waited)} ${waited === 1 ? "epoch" : "epochs"}${end}.`,
    );
    await restored;
  }

  async #restore(control: TrainingControl): Promise<void> {
    if (this.#tensors === null) await this.#reading;
    if (this.#tensors !== null) await control.writeParameters(this.#tensors);
  }

  #keep(control: TrainingControl): void {
    const values = { ...this.#memory };
    control.keep(this.#name, this.#tensors === null ? { values } : { values, tensors: this.#tensors });
  }

  #numberOf(event: EpochCompletedEvent): Monitored | null {
    try {
      return monitored(event, this.#options.monitor, "earlyStopping");
    } catch (error) {
      if (!this.#hasReported) this.#report(error);
      this.#hasReported = true;
      return null;
    }
  }

  /** Once everybody has seen the epoch as it was, and before the next step. */
  #afterDelivery(call: () => Promise<void>): void {
    void Promise.resolve().then(call).catch(this.#report);
  }
}

function memoryOf({ values }: Kept, name: string): Memory {
  const { best, bestEpoch, bestStep, waited } = (values ?? {}) as Readonly<Record<string, Json>>;
  const isNumber = (value: Json | undefined): value is number => typeof value === "number";
  if ((best === null || isNumber(best)) && isNumber(bestEpoch) && isNumber(bestStep) && isNumber(waited)) {
    return { best, bestEpoch, bestStep, waited };
  }
  throw new RensaError(
    "CHECKPOINT_INVALID",
    `earlyStopping: what is kept as "${name}" is not its own; give it another name. It starts anew.`,
  );
}
