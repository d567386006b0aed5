/** search: hyperparameters, looked for as one stream of events. */
import {
  checkKind,
  checkOptions,
  checkParts,
  formatGiven,
  refuseArgument,
  RensaError,
  type Engine,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { Observable } from "rxjs";
import { expectRange, ranges } from "../ranges.ts";
import { modeOf, type MonitorOptions } from "../train/monitored.ts";
import { EventStream, type ReportError } from "../train/run/event-stream.ts";
import type { Training } from "../train/config.ts";
import type { Trainer } from "../train/trainer.ts";
import type { WorkerEndpoint } from "../worker/endpoint.ts";
import type { SearchEvent } from "./event.ts";
import { threadLane, workerLane, type Lane, type TrialContext } from "./lane.ts";
import { SearchRun } from "./search-run.ts";
import { trainerOn } from "./trainer-on.ts";
import type { SettingsOf, Space } from "./space.ts";
import type { SearchStrategy } from "./strategy.ts";

/** Workers for trials. Each serves a factory (`serveTrainer`), which gets a trial's settings, seed and number. */
export interface TrialWorkers {
  /** Starts a worker. It is called when one is needed, and again where one was lost. */
  readonly start: () => WorkerEndpoint;
  /** Workers at most, each with one trial that computes at a time. */
  readonly count: number;
}

/** A trial: what is trained, or a trainer that has an engine of its own. */
export type Trial<P extends TensorTree, I extends TypeTree, T extends TypeTree, O extends TensorTree> =
  Training<P, I, T, O> | Trainer;

/** Where trials run. */
export type TrialPlace<
  Settings,
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> =
  | {
      /**
       * What a trial trains, in this thread: the training, whose engine is the search's and whose seed, where it has none,
       * the trial's; or a trainer, for who adds operators to its events. The search starts it.
       */
      readonly trial: (settings: Settings, context: TrialContext) => Trial<P, I, T, O> | Promise<Trial<P, I, T, O>>;
      /** What trials run on. Default: each trial is a trainer that has one. */
      readonly engine?: Engine;
      readonly worker?: undefined;
      /** Trials at a time. In one thread they take turns, so it is rarely worth it. Default: 1. */
      readonly concurrency?: number;
    }
  | {
      /** Workers in which trials run, for real parallelism. */
      readonly worker: TrialWorkers;
      readonly trial?: undefined;
      readonly engine?: undefined;
      readonly concurrency?: undefined;
    };

/** What watches trials. */
export interface SearchOptions extends MonitorOptions {
  /** Decides the settings and the seeds of the trials. Default: 0. */
  readonly seed?: number;
  /** Told of errors that subscribers throw. Default: `console.error`. */
  readonly onSubscriberError?: ReportError;
}

/** A search. */
export type SearchConfig<
  S extends Space,
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> = SearchOptions &
  TrialPlace<SettingsOf<S>, P, I, T, O> & {
    /** The settings, and the values that they can have. */
    readonly space: S;
    readonly strategy: SearchStrategy;
  };

/**
 * Looks for the settings with which a training is best, by the watched number (`monitor`, `mode`) of a trial's last epoch.
 *
 * Cold: subscribing starts a search of its own; unsubscribing stops all its trials and ends its workers. Trials, their
 * settings and seeds, and the outcome depend on `seed` alone, and neither on how many run at a time nor on which is done
 * first. A trial that fails is told of and the search goes on; only where none is left, the last event is `failed`.
 * Otherwise that is `completed`, with the best trial, whose parameters `bestParametersOf` gives.
 *
 * A trial fails where its trainer has another engine than the one that the search was given.
 *
 * @param config - What is run and how; see the options below.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the seed, `concurrency` or `count` is not an integer in range.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { gridSearch, logUniform, search } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { defaultEngine, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const search$ = search({
 *   engine: defaultEngine(),
 *   space: { rate: logUniform(1e-3, 0.1) },
 *   strategy: gridSearch({ points: 3 }),
 *   monitor: "loss",
 *   trial: ({ rate }) => ({ ...config, optimizer: sgd(rate) }),
 * });
 * const last = await lastValueFrom(search$);
 * if (last.type === "completed") console.log(last.best.settings.rate); // 0.01
 * ```
 */
export function search<
  const S extends Space,
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: SearchConfig<S, P, I, T, O>): Observable<SearchEvent<SettingsOf<S>>> {
  checkOptions("search", config, [
    "space",
    "strategy",
    "engine",
    "trial",
    "worker",
    "concurrency",
    "seed",
    "monitor",
    "mode",
    "onSubscriberError",
  ]);
  const { space, strategy, seed = 0, onSubscriberError: report = console.error } = config;
  if (!Number.isSafeInteger(seed)) {
    throw new RensaError("ARGUMENT_INVALID", `search: the seed cannot be ${formatGiven(seed)}; give an integer.`);
  }
  checkKind("search: the space", space, "record");
  for (const [name, dimension] of Object.entries(space)) {
    checkParts(`search: the dimension ${name} of the space`, dimension, "at", "points");
  }
  checkParts("search: the strategy", strategy, "rounds");
  if (config.worker === undefined) {
    checkKind("search: the trial", config.trial, "function");
    expectRange("search", ranges.count, { concurrency: config.concurrency ?? 1 });
    if (config.engine !== undefined) checkParts("search: the engine", config.engine, "backend", "compile");
  } else {
    checkParts("search: the worker", config.worker, "start", "count");
    const { engine }: { readonly engine?: unknown } = config;
    if (engine !== undefined) {
      refuseArgument("search: the engine of trials in workers", engine, "it to the trainers that these serve");
    }
    expectRange("search", ranges.count, { count: config.worker.count });
  }
  const mode = modeOf(config, "search");
  return new EventStream<SearchEvent<SettingsOf<S>>>(report, (subscriber) => {
    const run = new SearchRun({
      space,
      strategy,
      seed,
      monitor: config.monitor,
      mode,
      lanes: lanesOf(config, report),
      // The settings were drawn from this space.
      emit: (event) => subscriber.next(event as SearchEvent<SettingsOf<S>>),
    });
    run.run().then(
      () => {
        subscriber.complete();
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
    return () => {
      run.stop();
    };
  });
}

function lanesOf<S extends Space, P extends TensorTree, I extends TypeTree, T extends TypeTree, O extends TensorTree>(
  config: SearchConfig<S, P, I, T, O>,
  report: ReportError,
): readonly Lane[] {
  const { worker, trial, engine, concurrency = 1 } = config;
  if (worker !== undefined) return Array.from({ length: worker.count }, () => workerLane(worker.start, report));
  return Array.from({ length: concurrency }, () =>
    threadLane(async (settings, context) =>
      trainerOn(await trial(settings as SettingsOf<S>, context), engine, context),
    ),
  );
}
