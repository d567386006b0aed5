/** One trial: a training that runs, waits at epochs and goes on. */
import type { HostTensor, RensaError } from "@rensa/core";
import type { Subscription } from "rxjs";
import { isApt } from "../train/run/commands.ts";
import { monitored } from "../train/monitored.ts";
import type { EpochCompletedEvent, TrainEvent } from "../train/event.ts";
import { errorOf } from "../train/failure.ts";
import { typedError } from "../worker/portable-error.ts";
import type { Lane, Lease } from "./lane.ts";
import type { Settings, TrialResult } from "./strategy.ts";

/** What a trial is. */
export interface TrialParts {
  readonly trial: number;
  readonly settings: Settings;
  readonly seed: number;
  /** Where it runs, from its start to its end. */
  readonly lane: Lane;
  readonly monitor: string | undefined;
  readonly onReport: (epoch: number, metric: number | null) => void;
}

/** A trial. */
export class TrialRun {
  readonly #parts: TrialParts;
  #lease: Lease | null = null;
  #subscription: Subscription | null = null;
  #epochs = Number.POSITIVE_INFINITY;
  #epoch = 0;
  #metric: number | null = null;
  #isOver = false;
  #error: RensaError | null = null;
  /** The epoch at whose end it waits. */
  #until: number | null = null;
  /** Tells that it waits or is over. */
  #arrive: () => void = () => undefined;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  get lane(): Lane {
    return this.#parts.lane;
  }

  get result(): TrialResult {
    const { trial, settings } = this.#parts;
    return { trial, settings, epoch: this.#epoch, metric: this.#metric, isOver: this.#isOver };
  }

  /** Why it failed, where it did. */
  get error(): RensaError | null {
    return this.#error;
  }

  /** Runs to the end of an epoch, or (`null`) to its own end. Never rejects. */
  async runTo(epochs: number | null): Promise<void> {
    if (this.#isOver) return;
    this.#until = epochs;
    const arrived = new Promise<void>((resolve) => (this.#arrive = resolve));
    if (this.#lease === null) await this.#start();
    // It may have been stopped by somebody of its own meanwhile; then its last event comes.
    else if (isApt("resume", this.#lease.trainer.state)) this.#lease.trainer.resume();
    await arrived;
  }

  /** A copy of its parameters. */
  async readParameters(): Promise<ReadonlyMap<string, HostTensor>> {
    return (await this.#lease?.trainer.readParameters()) ?? new Map<string, HostTensor>();
  }

  /** Ends it, and gives back what it held. */
  release(): void {
    this.#isOver = true;
    this.#subscription?.unsubscribe();
    this.#lease?.release();
    this.#lease = null;
    this.#arrive();
  }

  async #start(): Promise<void> {
    const { settings, seed, trial, lane } = this.#parts;
    try {
      const lease = await lane.open(settings, { seed, index: trial });
      // Meanwhile the search may have ended.
      if (this.#isOver) {
        lease.release();
        return;
      }
      this.#lease = lease;
      this.#subscription = lease.trainer.events$.subscribe((event) => {
        this.#take(event);
      });
      lease.trainer.start().catch((error: unknown) => {
        this.#fail(error);
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(event: TrainEvent): void {
    if (this.#isOver) return;
    if (event.type === "started") this.#epochs = event.epochs;
    else if (event.type === "epochCompleted") this.#report(event);
    else if (event.type === "failed") this.#fail(errorOf(event.error));
    else if (event.type === "completed" || event.type === "stopped") this.#end();
  }

  #report(event: EpochCompletedEvent): void {
    const { monitor, onReport } = this.#parts;
    try {
      const { value } = monitored(event, monitor, "search");
      this.#epoch = event.epoch;
      this.#metric = Number.isFinite(value) ? value : null;
    } catch (error) {
      this.#fail(error);
      return;
    }
    onReport(this.#epoch, this.#metric);
    const waits = this.#until !== null && event.epoch >= this.#until && event.epoch < this.#epochs;
    const trainer = this.#lease?.trainer;
    if (!waits || trainer === undefined || !isApt("pause", trainer.state)) return;
    trainer.pause();
    this.#arrive();
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#error = typedError(error, "The trial");
    this.#metric = null;
    this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.#arrive();
  }
}
