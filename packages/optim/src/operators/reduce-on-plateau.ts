/** A smaller learning rate once a number of the epochs stays where it is. */
import { checkOptions, RensaError } from "@rensa/core";
import type { MonoTypeOperatorFunction } from "rxjs";
import type { TrainingControl } from "../train/control.ts";
import { controlOf } from "../train/control-of.ts";
import type { EpochCompletedEvent, TrainEvent } from "../train/event.ts";
import type { ReportError } from "../train/run/event-stream.ts";
import type { Json, Kept } from "../train/snapshot/snapshot.ts";
import { expectRange, ranges } from "../ranges.ts";
import { modeOf, monitored, type MonitorOptions } from "../train/monitored.ts";
import { watch, type OperatorOptions } from "./operate.ts";
import { afterEpoch, noEpoch, reduced, type PlateauRule, type PlateauState } from "./plateau.ts";

/** When {@link reduceOnPlateau} reduces, and by how much. The defaults are PyTorch's. */
export interface ReduceOnPlateauOptions extends MonitorOptions, OperatorOptions {
  /** What the rate is multiplied with, from above 0 to below 1. Default: 0.1. */
  readonly factor?: number;
  /** Epochs in a row that may be no better than the best one; the one after them reduces the rate. Default: 10. */
  readonly patience?: number;
  /** By how much an epoch must be better to count. Default: 1e-4. */
  readonly threshold?: number;
  /** Whether the threshold is a share of the best number's size, or a difference. Default: `relative`. */
  readonly thresholdMode?: "relative" | "absolute";
  /** Epochs after a reduction in which nothing is counted. Default: 0. */
  readonly cooldown?: number;
  /** What the rate (or, with a schedule, its factor) never falls below. Default: 0. */
  readonly minimum?: number;
  /** A reduction that is not larger is left out. Default: 1e-8. */
  readonly epsilon?: number;
  /** Under which name it keeps what a resumed run needs. Two of them in one run need two names. Default: `reduceOnPlateau`. */
  readonly name?: string;
}

/** The hyperparameters that it can set: the rate itself, or what a schedule is multiplied with. */
const rateNames = ["learningRate", "learningRateFactor"] as const;

/** A hyperparameter and its value. */
interface Rate {
  readonly name: (typeof rateNames)[number];
  readonly value: number;
}

/** A rate that was set after a step. */
interface Reduction extends Rate {
  readonly step: number;
}

/**
 * Multiplies the learning rate with `factor` when the watched number was no better than its best for more than `patience`
 * epochs, as PyTorch's `ReduceLROnPlateau`: better is below best - threshold |best|, or above best + threshold |best| with
 * `mode: "max"`, so that numbers of any sign are watched alike. It sets the hyperparameter `learningRate`, or `learningRateFactor` where the optimizer has a schedule. It
 * steers between the end of an epoch and the next step, passes every event on, and a resumed run has the rates of an
 * uninterrupted one. Put it before `checkpointTo`, so that a checkpoint holds what it knows of the epoch.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { reduceOnPlateau } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { ofType, sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.5), data, epochs: 6 };
 * const changes$ = train(config).pipe(reduceOnPlateau({ factor: 0.5, patience: 2 }), ofType("learningRateChanged"));
 * const last = await lastValueFrom(changes$);
 * console.log(last.epoch, last.learningRate); // 4 0.25
 * ```
 */
export function reduceOnPlateau(options: ReduceOnPlateauOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkOptions("reduceOnPlateau", options, [
    "factor",
    "patience",
    "threshold",
    "thresholdMode",
    "cooldown",
    "minimum",
    "epsilon",
    "name",
    "monitor",
    "mode",
    "onError",
  ]);
  const rule: PlateauRule = {
    mode: modeOf(options, "reduceOnPlateau"),
    factor: options.factor ?? 0.1,
    patience: options.patience ?? 10,
    threshold: options.threshold ?? 1e-4,
    thresholdMode: options.thresholdMode ?? "relative",
    cooldown: options.cooldown ?? 0,
    minimum: options.minimum ?? 0,
    epsilon: options.epsilon ?? 1e-8,
  };
  check(rule);
  const { monitor, name = "reduceOnPlateau" } = options;
  return watch((report) => {
    const reducer = new Reducer(rule, monitor, name, report);
    return {
      next(event) {
        const control = controlOf(event);
        if (control !== null) reducer.next(event, control);
      },
    };
  }, options);
}

class Reducer {
  readonly #rule: PlateauRule;
  readonly #monitor: string | undefined;
  readonly #name: string;
  readonly #report: ReportError;
  #state = noEpoch;
  #rate: Rate | null = null;
  #reduction: Reduction | null = null;
  #hasStarted = false;
  /** Resolves when the rate and what was kept are known; `null` while nothing has to be waited for. */
  #starting: Promise<void> | null = null;
  #hasReported = false;

  constructor(rule: PlateauRule, monitor: string | undefined, name: string, report: ReportError) {
    this.#rule = rule;
    this.#monitor = monitor;
    this.#name = name;
    this.#report = report;
  }

  next(event: TrainEvent, control: TrainingControl): void {
    if (!this.#hasStarted) this.#start(event, control);
    // The rate is followed from event to event, so that at an epoch's end it is known at once.
    if (event.type === "learningRateChanged") this.#noteRate("learningRate", event.learningRate);
    else if (event.type === "hyperparameterChanged") this.#noteRate(event.name, event.value);
    else if (event.type === "epochCompleted") {
      if (this.#starting === null) this.#judge(event, control);
      else {
        void this.#starting.then(() => {
          this.#judge(event, control);
        });
      }
    }
  }

  #start(event: TrainEvent, control: TrainingControl): void {
    this.#hasStarted = true;
    const isResumed = event.type === "started" && event.isResumed;
    this.#starting = this.#goOn(isResumed, event.step, control)
      .catch(this.#report)
      .then(() => {
        this.#starting = null;
      });
  }

  async #goOn(isResumed: boolean, step: number, control: TrainingControl): Promise<void> {
    const all = await control.readHyperparameters();
    const name = rateNames.find((each) => all[each] !== undefined);
    if (name !== undefined) this.#rate = { name, value: all[name] ?? Number.NaN };
    const kept = isResumed ? await control.kept(this.#name) : null;
    if (kept === null) return;
    const { state, reduction } = memoryOf(kept, this.#name);
    this.#state = state;
    this.#reduction = reduction;
    // The snapshot is of the moment at which the reduction was decided, before it was made.
    if (reduction?.step === step) await this.#set(reduction, control);
  }

  #noteRate(name: string, value: number): void {
    if (this.#rate?.name === name) this.#rate = { name: this.#rate.name, value };
  }

  #judge(event: EpochCompletedEvent, control: TrainingControl): void {
    try {
      const { value } = monitored(event, this.#monitor, "reduceOnPlateau");
      const { state, reduces } = afterEpoch(this.#state, value, this.#rule);
      this.#state = state;
      if (reduces) this.#reduce(event.step, control);
      const reduction = this.#reduction === null ? null : { ...this.#reduction };
      control.keep(this.#name, { values: { ...state, reduction } });
    } catch (error) {
      if (!this.#hasReported) this.#report(error);
      this.#hasReported = true;
    }
  }

  #reduce(step: number, control: TrainingControl): void {
    if (this.#rate === null) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `reduceOnPlateau: the optimizer has neither of the hyperparameters ${rateNames.join(" and ")}, so its rate cannot be reduced.`,
      );
    }
    const { name } = this.#rate;
    const value = reduced(this.#rate.value, this.#rule);
    if (value === null) return;
    const reduction = { name, value, step };
    this.#reduction = reduction;
    // Everybody sees the epoch before the change, which comes before the next step.
    void Promise.resolve()
      .then(() => this.#set(reduction, control))
      .catch(this.#report);
  }

  async #set({ name, value }: Rate, control: TrainingControl): Promise<void> {
    await control.setHyperparameter(name, value);
    // As the state holds it, which may be less exact.
    this.#noteRate(name, (await control.readHyperparameters())[name] ?? value);
  }
}

function check({ factor, patience, threshold, cooldown, minimum, epsilon }: PlateauRule): void {
  expectRange("reduceOnPlateau", ranges.fraction, { factor });
  expectRange("reduceOnPlateau", ranges.natural, { patience, cooldown });
  expectRange("reduceOnPlateau", ranges.notNegative, { threshold, minimum, epsilon });
}

function memoryOf(
  { values }: Kept,
  name: string,
): { readonly state: PlateauState; readonly reduction: Reduction | null } {
  const { best, bad, cooldown, reduction } = (values ?? {}) as Readonly<Record<string, Json>>;
  const isNumber = (value: Json | undefined): value is number => typeof value === "number";
  if ((best === null || isNumber(best)) && isNumber(bad) && isNumber(cooldown)) {
    return { state: { best, bad, cooldown }, reduction: (reduction ?? null) as Reduction | null };
  }
  throw new RensaError(
    "CHECKPOINT_INVALID",
    `reduceOnPlateau: what is kept as "${name}" is not its own; give it another name. It starts anew.`,
  );
}
