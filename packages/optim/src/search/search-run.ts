/** One subscription to a search: rounds of trials, from the first to the best. */
import { RensaError, type HostTensor } from "@rensa/core";
import { failureOf } from "../train/failure.ts";
import { typedError } from "../worker/portable-error.ts";
import { withParameters, type SearchEvent, type TrialStanding } from "./event.ts";
import type { Lane } from "./lane.ts";
import type { Space } from "./space.ts";
import type { SearchStrategy, TrialOrder, TrialResult } from "./strategy.ts";
import { TrialRun } from "./trial-run.ts";

/** What a search is, whatever its trials are. */
export interface SearchParts {
  readonly space: Space;
  readonly strategy: SearchStrategy;
  readonly seed: number;
  readonly monitor: string | undefined;
  readonly mode: "min" | "max";
  readonly lanes: readonly Lane[];
  readonly emit: (event: SearchEvent) => void;
}

/** An event without its time. */
type NewEvent = SearchEvent extends infer E ? (E extends SearchEvent ? Omit<E, "time"> : never) : never;

/** The best trial so far, with its parameters. */
interface Best {
  readonly standing: TrialStanding;
  readonly parameters: ReadonlyMap<string, HostTensor>;
}

/** A search that runs. */
export class SearchRun {
  readonly #parts: SearchParts;
  readonly #trials = new Map<number, TrialRun>();
  #begun = 0;
  #best: Best | null = null;
  #firstError: RensaError | null = null;
  #isStopped = false;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  /** Runs all rounds. Rejects with the error that the last event tells of, where there is one. */
  async run(): Promise<void> {
    const start = performance.now();
    try {
      await this.#rounds();
      if (this.#isStopped) return;
      if (this.#best === null) throw this.#noBest();
      const { standing: best, parameters } = this.#best;
      const seconds = (performance.now() - start) / 1000;
      this.#emit({ type: "completed", best, trials: this.#begun, seconds }, parameters);
    } catch (error) {
      const failure = typedError(error, "The search's strategy");
      this.#emit({ type: "failed", error: failureOf(failure) });
      throw failure;
    } finally {
      this.stop();
    }
  }

  /** Ends all trials and their workers. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const trial of this.#trials.values()) trial.release();
    this.#trials.clear();
    for (const lane of this.#parts.lanes) lane.close();
  }

  async #rounds(): Promise<void> {
    const { strategy, space, seed } = this.#parts;
    const rounds = strategy.rounds({ space, seed, isBetter: (one, other) => this.#isBetter(one, other) });
    let round = rounds.next();
    while (round.done !== true) {
      const results = await this.#play(round.value);
      // Of results that come after a stop nothing follows.
      if (this.#isStopped) return;
      round = rounds.next(results);
      await this.#sort(round.done === true ? null : new Set(round.value.map(({ trial }) => trial)));
    }
  }

  /** Lets trials run on, each lane one at a time. */
  async #play(orders: readonly TrialOrder[]): Promise<TrialResult[]> {
    const waiting = [...orders];
    const results = new Map<number, TrialResult>();
    const work = async (lane: Lane): Promise<void> => {
      for (;;) {
        const position = waiting.findIndex(({ trial }) => (this.#trials.get(trial)?.lane ?? lane) === lane);
        const [order] = position < 0 ? [] : waiting.splice(position, 1);
        if (order === undefined || this.#isStopped) return;
        results.set(order.trial, await this.#advance(order, lane));
      }
    };
    await Promise.all(this.#parts.lanes.map(work));
    return orders.flatMap(({ trial }) => results.get(trial) ?? []);
  }

  async #advance({ trial, settings, epochs }: TrialOrder, lane: Lane): Promise<TrialResult> {
    const run = this.#trials.get(trial) ?? this.#begin(trial, settings, lane);
    await run.runTo(epochs);
    if (run.result.isOver && !this.#isStopped) await this.#finish(run);
    return run.result;
  }

  #begin(trial: number, settings: TrialOrder["settings"], lane: Lane): TrialRun {
    const seed = this.#parts.seed + trial;
    const onReport = (epoch: number, metric: number | null): void => {
      this.#emit({ type: "trialReported", trial, epoch, metric });
    };
    const run = new TrialRun({ trial, settings, seed, lane, monitor: this.#parts.monitor, onReport });
    this.#trials.set(trial, run);
    this.#begun++;
    this.#emit({ type: "trialStarted", trial, settings, seed });
    return run;
  }

  /** Stops the trials that wait and are not wanted; after the last round (`null`) they are complete. */
  async #sort(wanted: ReadonlySet<number> | null): Promise<void> {
    const waiting = [...this.#trials].sort(([one], [other]) => one - other);
    for (const [trial, run] of waiting) {
      if (wanted === null) await this.#finish(run);
      else if (!wanted.has(trial)) {
        this.#release(trial, run);
        this.#emit({ type: "trialStopped", ...standingOf(run) });
      }
    }
  }

  /** A trial is at its end: the best one's parameters are read before it is given back. */
  async #finish(run: TrialRun): Promise<void> {
    const standing = standingOf(run);
    const { trial, settings } = standing;
    const [parameters, error] =
      run.error === null && this.#isBest(standing) ? await parametersOf(run) : [null, run.error];
    if (this.#isStopped) return;
    if (error !== null) {
      this.#firstError ??= error;
      this.#emit({ type: "trialFailed", trial, settings, error: failureOf(error) });
    } else {
      this.#emit({ type: "trialCompleted", ...standing });
      // Another one may have come to its end meanwhile.
      if (parameters !== null && this.#isBest(standing)) {
        this.#best = { standing, parameters };
        this.#emit({ type: "best", ...standing }, parameters);
      }
    }
    this.#release(trial, run);
  }

  #release(trial: number, run: TrialRun): void {
    this.#trials.delete(trial);
    run.release();
  }

  #isBest({ trial, metric }: TrialStanding): boolean {
    const best = this.#best?.standing;
    if (metric === null) return false;
    if (best === undefined || this.#isBetter(metric, best.metric)) return true;
    return metric === best.metric && trial < best.trial;
  }

  #isBetter(one: number | null, other: number | null): boolean {
    if (one === null || other === null) return one !== null;
    return this.#parts.mode === "max" ? one > other : one < other;
  }

  #noBest(): RensaError {
    const count = `search: none of ${String(this.#begun)} trials came to its end with a number`;
    const first = this.#firstError;
    if (first === null)
      return new RensaError("ARGUMENT_INVALID", `${count}; see that the space and the strategy leave some.`);
    return new RensaError(first.code, `${count}; the first error was: ${first.sentence}`, { cause: first });
  }

  #emit(event: NewEvent, parameters?: ReadonlyMap<string, HostTensor>): void {
    const full: SearchEvent = { time: Date.now(), ...event };
    this.#parts.emit(Object.freeze(parameters === undefined ? full : withParameters(full, parameters)));
  }
}

function standingOf({ result: { trial, settings, epoch, metric } }: TrialRun): TrialStanding {
  return { trial, settings, epoch, metric };
}

async function parametersOf(
  run: TrialRun,
): Promise<readonly [ReadonlyMap<string, HostTensor> | null, RensaError | null]> {
  try {
    return [await run.readParameters(), null];
  } catch (error) {
    return [null, typedError(error, "The trial")];
  }
}
