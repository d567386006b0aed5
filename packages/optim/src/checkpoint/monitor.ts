/** The number by which the checkpoints of a run are judged, and the best of it so far. */
import type { TrainingControl } from "../train/control.ts";
import type { EpochCompletedEvent } from "../train/event.ts";
import { modeOf, monitored, type MonitorOptions } from "../train/monitored.ts";
import type { Json } from "../train/snapshot/snapshot.ts";
import type { Score } from "./manifest.ts";

/** Watches one number. */
export class Monitor {
  readonly #monitor: string | undefined;
  readonly #sign: 1 | -1;
  #best: Score | null = null;
  /** The best that is known to be saved. */
  #saved: Score | null = null;

  constructor(options: MonitorOptions) {
    this.#monitor = options.monitor;
    this.#sign = modeOf(options, "checkpointTo") === "max" ? -1 : 1;
  }

  /**
   * The score of an epoch, and whether it is the best. The best is kept in all snapshots from here on.
   *
   * @throws RensaError `ARGUMENT_INVALID` where the epoch has no such number.
   */
  judge(event: EpochCompletedEvent, control: TrainingControl): { readonly metric: Score; readonly isBest: boolean } {
    const metric = monitored(event, this.#monitor, "checkpointTo");
    const isBest = this.#isBetter(metric, this.#best);
    if (isBest) this.#best = metric;
    this.#keep(control);
    return { metric, isBest };
  }

  /** Goes on with the best of before. */
  async restore(control: TrainingControl): Promise<void> {
    const kept = await control.kept(this.#keptName());
    const score = scoreIn(kept?.values);
    if (score === null || !this.#isBetter(score, this.#best)) return;
    this.#best = score;
    this.#saved = score;
  }

  /** A best score is in the store, or could not be brought there. */
  settle(score: Score, isSaved: boolean, control: TrainingControl): void {
    if (isSaved) this.#saved = score;
    else if (this.#best === score) {
      // Else nothing worse than what is lost would ever be saved as the best.
      this.#best = this.#saved;
      this.#keep(control);
    }
  }

  #keep(control: TrainingControl): void {
    const best = this.#best;
    control.keep(this.#keptName(), { values: best === null ? null : { name: best.name, value: best.value } });
  }

  /** Operators that watch different numbers keep different bests. */
  #keptName(): string {
    return this.#monitor === undefined ? "checkpointTo" : `checkpointTo ${this.#monitor}`;
  }

  #isBetter(score: Score, than: Score | null): boolean {
    // An infinity would be the best for ever.
    if (!Number.isFinite(score.value)) return false;
    return than === null || score.value * this.#sign < than.value * this.#sign;
  }
}

function scoreIn(values: Json | undefined): Score | null {
  if (typeof values !== "object" || values === null || !("name" in values)) return null;
  const { name, value } = values;
  return typeof name === "string" && typeof value === "number" ? { name, value } : null;
}
