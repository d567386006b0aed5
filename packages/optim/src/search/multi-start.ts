/**
 * multiStart: the same training from several seeds.
 *
 * Gradients lead downhill from where they start, so a run ends in a minimum near its start, which need not be the lowest one.
 * Several starts make it likelier that one of them ends low.
 */
import { checkOptions, checkKind } from "@rensa/core";
import type { Observable } from "rxjs";
import type { Trainer } from "../train/trainer.ts";
import type { SearchEvent } from "./event.ts";
import type { TrialContext } from "./lane.ts";
import { search, type SearchOptions, type TrialWorkers } from "./search.ts";
import { expectRange, ranges } from "../ranges.ts";
import { randomSearch } from "./strategy.ts";

/** Several starts of one training. */
export type MultiStartConfig = SearchOptions & {
  /** How many seeds are tried: `seed`, `seed + 1`, and so on. */
  readonly starts: number;
} & (
    | {
        /** Makes the trainer of a start, in this thread; `seed` decides its initial parameters. */
        readonly trial: (context: TrialContext) => Trainer | Promise<Trainer>;
        readonly worker?: undefined;
        /** Starts at a time. Default: 1. */
        readonly concurrency?: number;
      }
    | { readonly worker: TrialWorkers; readonly trial?: undefined; readonly concurrency?: undefined }
  );

/**
 * Trains from several seeds and keeps the best: the events are those of `search`, and `bestParametersOf` gives the best
 * start's parameters. Cold, as `search` is.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `starts` is not an integer from 1.
 *
 * @example
 * ```ts
 * import { bestParametersOf, createTrainer, multiStart, type TrainConfig } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 *
 * async function best(config: TrainConfig) {
 *   const starts$ = multiStart({ starts: 5, monitor: "loss", trial: ({ seed }) => createTrainer({ ...config, seed }) });
 *   return bestParametersOf(await lastValueFrom(starts$));
 * }
 * ```
 */
export function multiStart(config: MultiStartConfig): Observable<SearchEvent> {
  checkOptions<MultiStartConfig>("multiStart", config, [
    "starts",
    "trial",
    "worker",
    "concurrency",
    "seed",
    "monitor",
    "mode",
    "onSubscriberError",
  ]);
  const { starts, ...rest } = config;
  if (config.worker === undefined) checkKind("multiStart: the trial", config.trial, "function");
  expectRange("multiStart", ranges.count, { starts });
  const shared = { ...rest, space: {}, strategy: randomSearch({ trials: starts }) };
  if (config.worker !== undefined)
    return search({ ...shared, worker: config.worker, trial: undefined, concurrency: undefined });
  const { trial, concurrency = 1 } = config;
  return search({ ...shared, worker: undefined, concurrency, trial: (_, context) => trial(context) });
}
